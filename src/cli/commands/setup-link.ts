import type { Command } from 'commander'
import { ApiError } from '../../errors.ts'
import { createSetupLink } from '../../features/admin/setup-link.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { examples, json } from '../flags.ts'
import { answer, isoTime, type OutputOptions } from '../output.ts'
import { remark, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .addOption(json())
    .addHelpText('after', examples('latchkey setup-link', 'latchkey setup-link --json'))
    .action((options) => setupLink(terminal, options))
}

/** `latchkey setup-link` */
async function setupLink(terminal: Terminal, options: OutputOptions): Promise<void> {
  await withContext(terminal, async (context) => {
    const link = await createSetupLink(context, commandLineAdministrator())
    if (!link) {
      const message =
        'There is already a superuser, who can create others. See: latchkey users list'
      throw new ApiError('conflict', { message })
    }
    const url = context.config.publicUrl + link.path
    const expiresAt = isoTime(link.expiresAt)
    answer(terminal, options, { document: { url, expires_at: expiresAt }, lines: [url] })
    if (!options.json) remark(terminal, `The link works once, until ${expiresAt}.`)
  })
}
