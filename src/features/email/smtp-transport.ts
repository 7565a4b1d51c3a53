import type { Config } from '../../config/read-config.ts'
import type { RenderedEmail } from './render-email.ts'

export interface OutgoingEmail extends RenderedEmail {
  readonly recipient: string
  /** The same at every attempt, so that mailboxes can fold duplicates. */
  readonly messageId: string
}

export interface SmtpTransport {
  /** Resolves once the server took the message. */
  send(email: OutgoingEmail): Promise<void>
  close(): void
}

const connectMilliseconds = 10_000
const idleMilliseconds = 30_000

/** Connects to the configured mail server; undefined where there is none. Loads its library, which takes 30 MB, now. */
export async function openSmtpTransport({
  smtp,
  mailFrom,
  publicUrl,
}: Config): Promise<SmtpTransport | undefined> {
  if (!smtp || mailFrom === undefined) return undefined
  const { createTransport } = await import('nodemailer')
  const { hostname } = new URL(publicUrl)
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.isSecure,
    requireTLS: smtp.requiresTls,
    ignoreTLS: !smtp.requiresTls && !smtp.isSecure,
    ...(smtp.credentials
      ? { auth: { user: smtp.credentials.user, pass: smtp.credentials.password } }
      : {}),
    pool: true,
    maxConnections: 2,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: idleMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ recipient, messageId, subject, text, html }) {
      await transport.sendMail({
        // An explicit envelope: nothing parses an address out of a text.
        envelope: { from: mailFrom, to: [recipient] },
        from: { name: hostname, address: mailFrom },
        to: { name: '', address: recipient },
        messageId: `<${messageId}@${hostname}>`,
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
