import type { Context } from '../../context.ts'
import { buildEmail, ObsoleteEmailError } from './build-email.ts'
import { claimEmail, type EmailOutcome, type QueuedEmail, settleEmail } from './email-repository.ts'
import { maxConnections, openSmtpTransport, type SmtpTransport } from './smtp-transport.ts'

const intervalMilliseconds = 2_000
const claimMilliseconds = 60_000
// Sending must not hold up the response to whoever asked: it would tell that there is an account.
const afterResponseMilliseconds = 25

const minute = 60_000
const hour = 60 * minute
/** How long after each failed attempt the next one is due; the last one repeats. */
const delays = [10_000, minute, 5 * minute, 30 * minute, 2 * hour]
const giveUpAfterMilliseconds = 24 * hour

/**
 * Sends what is due, on every node: a queued email of this process at once, those of others and failed ones with the next
 * look. An email is delivered at least once; a node that dies between sending and recording sends it again.
 */
export function startDelivery(context: Context) {
  if (context.config.smtp === undefined) return { stop: async () => {} }
  let transport: Promise<SmtpTransport | undefined> | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopping = false
  let isQueued = false
  let pause: NodeJS.Timeout | undefined

  const next = async () => !isStopping && (await deliverNext(context, open))
  const drain = async () => {
    while (await next()) {
      // The next one.
    }
  }
  const run = async () => {
    isQueued = false
    try {
      // Mail servers are far away: while one message waits for an answer, the other goes on.
      if (await next()) await Promise.all(Array.from({ length: maxConnections }, drain))
    } catch (error) {
      context.log.warn({ err: error }, 'email delivery failed')
    }
  }
  const open = async (): Promise<SmtpTransport> => {
    transport ??= openSmtpTransport(context.config)
    const opened = await transport
    if (!opened) throw new Error('no mail server')
    return opened
  }
  const wake = () => {
    if (isStopping || isQueued) return
    isQueued = true
    pause = setTimeout(() => {
      running = running.then(run)
    }, afterResponseMilliseconds)
  }
  context.emailSignal.listen(wake)
  const timer = setInterval(wake, intervalMilliseconds)
  timer.unref()

  return {
    /** Lets what is being sent be finished. */
    async stop() {
      isStopping = true
      clearInterval(timer)
      clearTimeout(pause)
      await running
      const opened = await transport
      opened?.close()
    },
  }
}

/** Sends the email that has been due the longest; false when there is none. */
async function deliverNext(context: Context, open: () => Promise<SmtpTransport>): Promise<boolean> {
  const now = context.now()
  const queued = await claimEmail(context.db, now, now + claimMilliseconds)
  if (!queued) return false
  const outcome = await deliver(context, queued, open)
  await settleEmail(context.db, queued, outcome)
  const { id, kind, attempts } = queued
  context.observer?.email(kind, outcome.state === 'due' ? 'retry' : outcome.state)
  context.log.info(
    {
      event: 'email.delivery',
      email_id: id,
      kind,
      state: outcome.state,
      attempts,
      error: outcome.error,
    },
    outcome.state === 'sent' ? 'email sent' : 'email not sent',
  )
  return true
}

async function deliver(
  context: Context,
  queued: QueuedEmail,
  open: () => Promise<SmtpTransport>,
): Promise<EmailOutcome> {
  try {
    const transport = await open()
    await transport.send(await buildEmail(context, queued))
    return { state: 'sent', at: context.now() }
  } catch (error) {
    return failureOf(error, queued, context.now())
  }
}

/** What the server rejects permanently, or what ran out, fails; everything else is tried again. */
function failureOf(error: unknown, { attempts, createdAt }: QueuedEmail, at: number): EmailOutcome {
  const message = describe(error)
  const isFinal = error instanceof ObsoleteEmailError || isRejected(error)
  if (isFinal || at - createdAt > giveUpAfterMilliseconds) {
    return { state: 'failed', at, error: message }
  }
  const delay = delays[Math.min(attempts, delays.length) - 1] ?? 0
  const spread = 0.8 + Math.random() * 0.4
  return { state: 'due', at, dueAt: at + Math.round(delay * spread), error: message }
}

/**
 * Whether the server rejects this very message or recipient. What it says before, about its load, our credentials or our
 * sender, an operator can mend, and the message is sent then.
 */
function isRejected(error: unknown): boolean {
  const { responseCode = 0, command } = error as { responseCode?: number; command?: string }
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
}

/** Our own words: what a mail server says may name people. */
function describe(error: unknown): string {
  if (error instanceof ObsoleteEmailError) return error.message
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  if (responseCode !== undefined) return `The mail server responded with ${responseCode}.`
  return `The mail server could not be reached (${code ?? 'unknown error'}).`
}
