import type { Config } from '../../config/read-config.ts'
import { report, type Terminal } from '../terminal.ts'

/** Says that an email is on its way, or that nobody gets it: development without a mail server keeps it. */
export function reportEmail(terminal: Terminal, { smtp }: Config, sentence: string): void {
  report(
    terminal,
    smtp === undefined
      ? 'Nobody gets the email: it is kept in the database, because SMTP_URL is not set.'
      : sentence,
  )
}
