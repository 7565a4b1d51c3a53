import { createHmac } from 'node:crypto'
import type { ClientInfo, Context, TransactionContext } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { addressGroup } from '../../text/address-group.ts'
import { consumeLimit, findWindowEnd } from './request-limit-repository.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * Counts a request for an email, before anybody looks whose address it is.
 *
 * @throws {ApiError} `too_many_attempts` for a client that asks too often; `overloaded` when all clients together do.
 */
export async function assertClientMayAsk(context: Context, client: ClientInfo): Promise<void> {
  const limit = context.settings.values.EMAIL_REQUESTS_PER_CLIENT
  await consumeClientLimit(context, client, { name: 'email-client', policy: 'emails', limit })
  if (await isWithinTotal(context)) return
  const time = context.now()
  const endsAt = (await findWindowEnd(context.db, total)) ?? time + hour
  throw new ApiError('overloaded', {
    retryAfterSeconds: secondsUntil(endsAt, time),
    message: 'Too many messages were asked for. Try again later.',
  })
}

const total = 'email-total'

/** Counts a request for an email among those of all clients, and says whether there have not been too many in an hour. */
export async function isWithinTotal({ db, now, log, settings }: Context): Promise<boolean> {
  const limit = settings.values.EMAILS_PER_HOUR
  if (limit === 0) return true
  const request = { subject: total, now: now(), windowMilliseconds: hour }
  const count = await consumeLimit(db, request)
  if (count === limit + 1) log.warn({ event: 'email.limit', limit }, 'EMAILS_PER_HOUR is reached')
  return count <= limit
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
  readonly message?: string
}

async function consumeClientLimit(
  { db, now }: Context,
  { address }: ClientInfo,
  { name, policy, limit, message }: ClientLimit,
): Promise<void> {
  if (limit === 0) return
  const subject = `${name}:${address === undefined ? 'unknown' : addressGroup(address)}`
  const time = now()
  const count = await consumeLimit(db, { subject, now: time, windowMilliseconds: hour })
  if (count <= limit) return
  const endsAt = (await findWindowEnd(db, subject)) ?? time + hour
  throw new ApiError('too_many_attempts', {
    retryAfterSeconds: secondsUntil(endsAt, time),
    quota: { policy, limit, windowSeconds: hour / 1_000 },
    ...(message === undefined ? {} : { message }),
  })
}

/** Counts an email that anybody asked for, and says whether this recipient may get it. Nobody is told. */
export async function mayEmailRecipient(
  context: TransactionContext,
  normalizedEmail: string,
): Promise<boolean> {
  const { db, now, secrets, settings } = context
  // No address is kept here.
  const recipient = createHmac('sha256', secrets.loginAttempts)
    .update(normalizedEmail)
    .digest('hex')
  const consume = (name: string, windowMilliseconds: number) =>
    consumeLimit(db, { subject: `${name}:${recipient}`, now: now(), windowMilliseconds })
  const isPaused = (await consume('email-pause', minute)) > 1
  const count = isPaused ? Number.POSITIVE_INFINITY : await consume('email-recipient', hour)
  return count <= settings.values.EMAILS_PER_RECIPIENT
}

/**
 * Counts a notice to a user, and says whether there have not been too many in an hour. Each topic is counted apart: notices
 * about one must not use up those about another.
 */
export async function mayNotifyUser(
  { db, now, settings }: TransactionContext,
  userId: number,
  topic: 'notice' | 'device' = 'notice',
): Promise<boolean> {
  const notice = { subject: `${topic}:${userId}`, now: now(), windowMilliseconds: hour }
  return (await consumeLimit(db, notice)) <= settings.values.EMAILS_PER_RECIPIENT
}

/** Counts a change of a user's email, and says whether it is the first in a day. */
export async function isFirstEmailChangeOfDay(
  { db, now }: TransactionContext,
  userId: number,
): Promise<boolean> {
  const subject = `email-change:${userId}`
  return (await consumeLimit(db, { subject, now: now(), windowMilliseconds: day })) === 1
}
