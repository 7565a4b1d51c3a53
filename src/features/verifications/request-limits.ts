import { createHmac } from 'node:crypto'
import type { ClientInfo, Context, TransactionContext } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { addressGroup } from '../../text/address-group.ts'
import { consumeLimit } from './request-limit-repository.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const tooManyMessages = 'Too many messages were asked for. Try again later.'

/** Counts a request for an email, before anybody looks whose address it is. @throws {ApiError} `too_many_attempts` */
export function assertClientMayAsk(context: Context, client: ClientInfo): Promise<void> {
  const limit = context.settings.values.EMAIL_REQUESTS_PER_CLIENT
  const names = { name: 'email-client', policy: 'emails' }
  return consumeClientLimit(context, client, { ...names, limit, message: tooManyMessages })
}

/**
 * Counts a request for an email that may go to somebody without an account.
 *
 * @throws {ApiError} `too_many_attempts` for a client that asks too often; `overloaded` when all clients together do.
 */
export async function assertMayEmailStranger(context: Context, client: ClientInfo): Promise<void> {
  await assertClientMayAsk(context, client)
  const { isWithin, endsAt } = await consumeTotal(context, 'strangers')
  if (isWithin) return
  throw new ApiError('overloaded', {
    retryAfterSeconds: secondsUntil(endsAt, context.now()),
    message: tooManyMessages,
  })
}

/** Counts an email that may go to somebody without an account, and says whether there have not been too many in an hour. */
export async function mayEmailStranger(context: Context): Promise<boolean> {
  return (await consumeTotal(context, 'strangers')).isWithin
}

/** What strangers get must not use up what accounts get. Nothing is sent to nobody. */
const totals = {
  strangers: 'email-total',
  accounts: 'email-total-accounts',
  nobody: 'email-total-nobody',
} as const

async function consumeTotal(
  { db, now, log, settings }: Context,
  recipients: keyof typeof totals,
): Promise<{ readonly isWithin: boolean; readonly endsAt: number }> {
  const limit = settings.values.EMAILS_PER_HOUR
  const time = now()
  if (limit === 0) return { isWithin: true, endsAt: time }
  const request = { subject: totals[recipients], now: time, windowMilliseconds: hour }
  const { count, endsAt } = await consumeLimit(db, request)
  if (count === limit + 1 && recipients !== 'nobody') {
    log.warn({ event: 'email.limit', limit, recipients }, 'EMAILS_PER_HOUR is reached')
  }
  return { isWithin: count <= limit, endsAt }
}

function secondsUntil(endsAt: number, time: number): number {
  return Math.max(1, Math.ceil((endsAt - time) / 1_000))
}

/** Counts a registration of this client, also one that fails. @throws {ApiError} `too_many_attempts` */
export function assertClientMayRegister(context: Context, client: ClientInfo): Promise<void> {
  const limit = context.settings.values.REGISTRATIONS_PER_CLIENT
  const message = 'Too many registrations from your network. Try again later.'
  const names = { name: 'registration-client', policy: 'registrations' }
  return consumeClientLimit(context, client, { ...names, limit, message })
}

interface ClientLimit {
  readonly name: string
  readonly policy: string
  /** In an hour; 0 for no limit. */
  readonly limit: number
  readonly message: string
}

async function consumeClientLimit(
  { db, now }: Context,
  { address }: ClientInfo,
  { name, policy, limit, message }: ClientLimit,
): Promise<void> {
  if (limit === 0) return
  const subject = `${name}:${address === undefined ? 'unknown' : addressGroup(address)}`
  const time = now()
  const { count, endsAt } = await consumeLimit(db, { subject, now: time, windowMilliseconds: hour })
  if (count <= limit) return
  throw new ApiError('too_many_attempts', {
    retryAfterSeconds: secondsUntil(endsAt, time),
    quota: { policy, limit, windowSeconds: hour / 1_000 },
    message,
  })
}

/**
 * Counts an email that anybody asked for, and says whether this recipient may get it. Nobody is told. One in an hour is left
 * for a reset, so that requests for everything else do not keep the owner out.
 */
export async function mayEmailRecipient(
  context: TransactionContext,
  normalizedEmail: string,
): Promise<boolean> {
  const count = await countForRecipient(context, normalizedEmail, 'email-pause')
  return count <= Math.max(1, context.settings.values.EMAILS_PER_RECIPIENT - 1)
}

/**
 * The same for a login code, which is sent to accounts only and within the total of those. It takes the same statements for an
 * address that has none.
 */
export async function mayEmailLoginCode(
  context: TransactionContext,
  normalizedEmail: string,
  hasAccount: boolean,
): Promise<boolean> {
  if (!(await mayEmailRecipient(context, normalizedEmail))) return false
  return (await consumeTotal(context, hasAccount ? 'accounts' : 'nobody')).isWithin
}

export interface ResetAllowance {
  readonly isAllowed: boolean
  /** When the recipient gets another one at the latest, where this one is the last until then. */
  readonly nextAt?: number
}

/**
 * The same for a reset. The first in an hour is sent whatever else was asked for; further ones within the total of accounts.
 */
export async function allowReset(
  context: TransactionContext,
  normalizedEmail: string,
  hasAccount: boolean,
): Promise<ResetAllowance> {
  const count = await countForRecipient(context, normalizedEmail, 'reset-pause')
  if (count === Number.POSITIVE_INFINITY) return { isAllowed: false }
  const subject = `reset:${keyOf(context, normalizedEmail)}`
  const reset = { subject, now: context.now(), windowMilliseconds: hour }
  const { count: resets, endsAt } = await consumeLimit(context.db, reset)
  const limit = context.settings.values.EMAILS_PER_RECIPIENT
  const last = count >= limit ? { nextAt: endsAt } : {}
  if (resets === 1) return { isAllowed: true, ...last }
  if (count > limit) return { isAllowed: false }
  const { isWithin } = await consumeTotal(context, hasAccount ? 'accounts' : 'nobody')
  return { isAllowed: isWithin, ...last }
}

/** How many emails that makes for this recipient in an hour; infinite within a minute after another. */
async function countForRecipient(
  context: TransactionContext,
  normalizedEmail: string,
  pause: 'email-pause' | 'reset-pause',
): Promise<number> {
  const { db, now } = context
  const key = keyOf(context, normalizedEmail)
  const consume = async (name: string, windowMilliseconds: number) => {
    const request = { subject: `${name}:${key}`, now: now(), windowMilliseconds }
    return (await consumeLimit(db, request)).count
  }
  const isPaused = (await consume(pause, minute)) > 1
  return isPaused ? Number.POSITIVE_INFINITY : consume('email-recipient', hour)
}

/** No address is kept here. */
function keyOf({ secrets }: Context, normalizedEmail: string): string {
  return createHmac('sha256', secrets.loginAttempts).update(normalizedEmail).digest('hex')
}

const maxGuessesPerAddress = 25

/**
 * Counts a guess of a code that was sent to this address, and says whether there have not been too many in an hour. A code
 * that was sent to nobody takes the same statement.
 */
export async function mayGuess(
  context: Context,
  { normalizedEmail, isSent }: { readonly normalizedEmail: string; readonly isSent: boolean },
): Promise<boolean> {
  const subject = `${isSent ? 'guess' : 'decoy-guess'}:${keyOf(context, normalizedEmail)}`
  const guess = { subject, now: context.now(), windowMilliseconds: hour }
  return (await consumeLimit(context.db, guess)).count <= maxGuessesPerAddress
}

/**
 * Counts a notice to a user, and says whether there have not been too many in an hour. Each topic is counted apart: notices
 * about one must not use up those about another.
 */
export async function mayNotifyUser(
  { db, now, settings }: TransactionContext,
  userId: number,
  topic: 'notice' | 'device' | 'permissions' = 'notice',
): Promise<boolean> {
  const notice = { subject: `${topic}:${userId}`, now: now(), windowMilliseconds: hour }
  return (await consumeLimit(db, notice)).count <= settings.values.EMAILS_PER_RECIPIENT
}

/**
 * Counts that wrong passwords filled a window, and says whether the owner may be told: once a day, within the total of
 * accounts. It takes the same statements for an email without a user.
 */
export async function mayTellOfFailures(
  context: TransactionContext,
  normalizedEmail: string,
  hasAccount: boolean,
): Promise<boolean> {
  const subject = `failures:${keyOf(context, normalizedEmail)}`
  const notice = { subject, now: context.now(), windowMilliseconds: day }
  if ((await consumeLimit(context.db, notice)).count > 1) return false
  return (await consumeTotal(context, hasAccount ? 'accounts' : 'nobody')).isWithin
}

/** Counts a change of a user's email, and says whether it is the first in a day. */
export async function isFirstEmailChangeOfDay(
  { db, now }: TransactionContext,
  userId: number,
): Promise<boolean> {
  const subject = `email-change:${userId}`
  return (await consumeLimit(db, { subject, now: now(), windowMilliseconds: day })).count === 1
}
