import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { expect } from 'vitest'

export interface ReceivedEmail {
  readonly recipients: readonly string[]
  readonly messageId: string
  readonly subject: string
  /** The whole message, decoded as far as our own messages need. */
  readonly content: string
  readonly code: string | undefined
  readonly link: string | undefined
}

/**
 * What a mail server does with a message: 4xx and 5xx reject it, `drop` closes the connection after it came. `no sender`,
 * `no login` and `no recipient` reject it before it comes. `down` talks to nobody.
 */
export type Behavior =
  | 'accept'
  | 'down'
  | 450
  | 550
  | 'drop'
  | 'no sender'
  | 'no login'
  | 'no recipient'

/** A real mail server in this process. */
export interface Mailbox {
  /** For SMTP_URL. */
  readonly url: string
  /** What a server needs to send here. */
  readonly environment: Readonly<Record<string, string>>
  readonly received: readonly ReceivedEmail[]
  behavior: Behavior
  /** How many emails came for this address; one that came twice, as mailboxes do, once. */
  countFor(address: string): number
  /** The next email for this address that nobody took yet. */
  next(address: string): Promise<ReceivedEmail>
  close(): Promise<void>
}

/** `hasTls`: offers STARTTLS, with a certificate that nobody trusts. */
export async function openMailbox({
  hasTls = false,
  mailbox = {} as Mailbox,
} = {}): Promise<Mailbox> {
  const received: ReceivedEmail[] = []
  const taken = new Set<ReceivedEmail>()
  mailbox.behavior = 'accept'
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: hasTls ? [] : ['STARTTLS'],
    onConnect(_session, done) {
      done(mailbox.behavior === 'down' ? rejection(421) : null)
    },
    onAuth({ username }, _session, done) {
      const isRejected = mailbox.behavior === 'no login'
      done(isRejected ? rejection(535) : null, { user: username })
    },
    onMailFrom(_address, _session, done) {
      done(mailbox.behavior === 'no sender' ? rejection(550) : null)
    },
    onRcptTo(_address, _session, done) {
      done(mailbox.behavior === 'no recipient' ? rejection(550) : null)
    },
    onData(stream, session, done) {
      const take = (message: string) => {
        const { behavior } = mailbox
        if (typeof behavior === 'number') return done(rejection(behavior))
        received.push(
          read(
            message,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        )
        if (behavior === 'accept') return done()
        // The server took it, and its response is lost.
        for (const connection of server.connections) connection.close()
        return undefined
      }
      // A client that dies in the middle sent nothing.
      text(stream).then(take, () => {})
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo

  const url = `smtp://latchkey:secret@127.0.0.1:${port}`
  return Object.assign(mailbox, {
    url,
    environment: { SMTP_URL: url, MAIL_FROM: 'auth@example.com' },
    received,
    countFor(address: string) {
      const own = received.filter(({ recipients }) => recipients.includes(address))
      return new Set(own.map(({ messageId }) => messageId)).size
    },
    async next(address: string) {
      const isNext = (email: ReceivedEmail) =>
        email.recipients.includes(address) && !taken.has(email)
      await expect.poll(() => received.some(isNext)).toBe(true)
      const email = received.find(isNext)
      if (!email) throw new Error('no email')
      taken.add(email)
      return email
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

function rejection(responseCode: number): Error {
  return Object.assign(new Error('rejected by the test'), { responseCode })
}

function read(message: string, recipients: readonly string[]): ReceivedEmail {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(message)?.[1]?.trim()
  const content = message
    .replace(/=\r?\n/g, '')
    .replace(/((?:=[0-9A-F]{2})+)/g, (encoded) =>
      Buffer.from(encoded.replaceAll('=', ''), 'hex').toString('utf8'),
    )
  return {
    recipients,
    messageId: header('Message-ID') ?? '',
    subject: header('Subject') ?? '',
    content,
    code: /^(\d{4} \d{4})\r?$/m.exec(content)?.[1],
    link: /https?:\/\/\S+#[\w.-]{66}/.exec(content)?.[0],
  }
}
