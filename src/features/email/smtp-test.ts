import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type SmtpConnection from 'nodemailer/lib/smtp-connection'
import type { Config } from '../../config/read-config.ts'
import type { SmtpServer } from '../../config/value-parsers.ts'
import { connectionOptions, messageOf, type OutgoingEmail } from './smtp-transport.ts'

export const smtpSteps = [
  'resolve',
  'connect',
  'tls',
  'login',
  'sender',
  'recipient',
  'accepted',
] as const

export type SmtpStep = (typeof smtpSteps)[number]

export interface SmtpStepResult {
  readonly step: SmtpStep
  readonly result: 'ok' | 'failed' | 'skipped' | 'not reached'
  /** What was found, or what the mail server said. */
  readonly detail: string | null
}

export interface SmtpTest {
  readonly isAccepted: boolean
  readonly steps: readonly SmtpStepResult[]
}

interface Sender {
  readonly smtp: SmtpServer
  readonly mailFrom: string
}

/** Sends one message and says of each step whether it worked. What the mail server says is shown to its operator only. */
export async function testSmtp(
  config: Config,
  { smtp, mailFrom }: Sender,
  message: OutgoingEmail,
): Promise<SmtpTest> {
  const steps = new StepLog()
  try {
    steps.ok('resolve', await resolve(smtp.host))
    const socket = await openSocket(smtp)
    try {
      await converse(socket, smtp, steps, await compose(config, mailFrom, message))
    } finally {
      socket.destroy()
    }
  } catch (error) {
    steps.fail(error)
  }
  return { isAccepted: steps.isComplete, steps: steps.results }
}

/** The steps in their order: one that fails is the last that was reached. */
class StepLog {
  readonly #results: SmtpStepResult[] = []

  ok(step: SmtpStep, detail: string | null): void {
    this.#results.push({ step, result: 'ok', detail })
  }

  skip(step: SmtpStep, detail: string): void {
    this.#results.push({ step, result: 'skipped', detail })
  }

  fail(error: unknown): void {
    const step = smtpSteps[this.#results.length] ?? 'accepted'
    this.#results.push({ step, result: 'failed', detail: describe(error) })
  }

  get isComplete(): boolean {
    return this.results.every(({ result }) => result === 'ok' || result === 'skipped')
  }

  get results(): SmtpStepResult[] {
    const missing = smtpSteps.slice(this.#results.length)
    return [
      ...this.#results,
      ...missing.map((step) => ({ step, result: 'not reached' as const, detail: null })),
    ]
  }
}

async function resolve(host: string): Promise<string> {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address).join(', ')
}

async function openSocket({ host, port, ...smtp }: SmtpServer): Promise<Socket> {
  const { connectionTimeout } = connectionOptions({ host, port, ...smtp })
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(connectionTimeout) })
  } catch (error) {
    socket.destroy()
    const isLate = (error as Error).name === 'AbortError'
    throw isLate ? new Error(`No response from ${host}:${port}.`) : error
  }
  return socket
}

interface Composed {
  readonly envelope: { readonly from: string; readonly to: string[] }
  readonly content: Buffer
}

async function compose(
  config: Config,
  mailFrom: string,
  message: OutgoingEmail,
): Promise<Composed> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { envelope, ...options } = messageOf(config, mailFrom, message)
  return { envelope, content: await new MailComposer(options).compile().build() }
}

async function converse(
  socket: Socket,
  smtp: SmtpServer,
  steps: StepLog,
  { envelope, content }: Composed,
): Promise<void> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const connection = new Connection({ ...connectionOptions(smtp), connection: socket })
  try {
    await greet(connection, smtp, steps)
    await logIn(connection, smtp, steps)
    await send(connection, steps, { envelope, content })
  } finally {
    connection.close()
  }
}

type Done<Result> = (error?: Error | null, result?: Result) => void

/** What is thrown when the connection breaks, or its callback says so: the library reports either way. */
function answerOf<Result>(
  connection: SmtpConnection,
  start: (done: Done<Result>) => void,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    start((error, result) => (error ? reject(error) : resolve(result)))
  })
}

/** The greeting, which belongs to connecting, and TLS. */
async function greet(
  connection: SmtpConnection,
  { host, port }: SmtpServer,
  steps: StepLog,
): Promise<void> {
  let isUpgrading = false
  connection.on('error', () => {
    isUpgrading = (connection as unknown as { upgrading: boolean }).upgrading
  })
  try {
    await answerOf(connection, (done) => connection.connect(done))
  } catch (error) {
    const { code, command } = error as { code?: string; command?: string }
    if (isUpgrading || code === 'ETLS' || command === 'STARTTLS') {
      steps.ok('connect', `${host}:${port}`)
    }
    throw error
  }
  steps.ok('connect', `${host}:${port}`)
  const { _socket: current } = connection
  if (current instanceof TLSSocket) steps.ok('tls', current.getProtocol())
  else steps.skip('tls', 'The connection is not encrypted.')
}

async function logIn(
  connection: SmtpConnection,
  { credentials }: SmtpServer,
  steps: StepLog,
): Promise<void> {
  if (!credentials) return steps.skip('login', 'SMTP_URL names no user.')
  const { user, password: pass } = credentials
  await answerOf(connection, (done) => connection.login({ credentials: { user, pass } }, done))
  steps.ok('login', user)
}

async function send(
  connection: SmtpConnection,
  steps: StepLog,
  { envelope, content }: Composed,
): Promise<void> {
  const { from, to } = envelope
  const recipient = to.join(', ')
  try {
    const sent = await answerOf<{ response: string }>(connection, (done) =>
      connection.send({ from, to }, content, done),
    )
    steps.ok('sender', from)
    steps.ok('recipient', recipient)
    steps.ok('accepted', clean(sent?.response ?? ''))
  } catch (error) {
    const { command } = error as { command?: string }
    if (command !== 'MAIL FROM') steps.ok('sender', from)
    if (command !== 'MAIL FROM' && command !== 'RCPT TO') steps.ok('recipient', recipient)
    throw error
  }
}

const maxLength = 500

function describe(error: unknown): string {
  const { message } = error as Error
  return clean(message)
}

function clean(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxLength)
}
