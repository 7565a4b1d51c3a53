import type { Config } from '../../config/read-config.ts'
import type { SmtpServer } from '../../config/value-parsers.ts'
import type { RenderedEmail } from './render-email.ts'

export interface OutgoingEmail extends RenderedEmail {
  readonly recipient: string
  readonly senderName: string
  /** The same at every attempt, so that mailboxes can fold duplicates. */
  readonly messageId: string
}

export interface SmtpTransport {
  /** Resolves once the server took the message. */
  send(email: OutgoingEmail): Promise<void>
  close(): void
}

/** At once, to the one mail server, from each node. */
export const maxConnections = 2

/** Connects to the configured mail server; undefined where there is none. Loads its library, which takes 30 MB, now. */
export async function openSmtpTransport(config: Config): Promise<SmtpTransport | undefined> {
  const { smtp, mailFrom } = config
  if (!smtp || mailFrom === undefined) return undefined
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ ...connectionOptions(smtp), pool: true, maxConnections })
  return {
    async send(email) {
      await transport.sendMail(messageOf(config, mailFrom, email))
    },
    close: () => transport.close(),
  }
}

const connectMilliseconds = 10_000
const idleMilliseconds = 30_000

export function connectionOptions({ host, port, isSecure, requiresTls, credentials }: SmtpServer) {
  return {
    host,
    port,
    secure: isSecure,
    requireTLS: requiresTls,
    ignoreTLS: !requiresTls && !isSecure,
    ...(credentials ? { auth: { user: credentials.user, pass: credentials.password } } : {}),
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: idleMilliseconds,
  }
}

export function messageOf(
  { publicUrl }: Config,
  mailFrom: string,
  { recipient, senderName, messageId, subject, text, html }: OutgoingEmail,
) {
  const { hostname } = new URL(publicUrl)
  return {
    // An explicit envelope: nothing parses an address out of a text.
    envelope: { from: mailFrom, to: [recipient] },
    from: { name: senderName, address: mailFrom },
    to: { name: '', address: recipient },
    messageId: `<${messageId}@${hostname}>`,
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
