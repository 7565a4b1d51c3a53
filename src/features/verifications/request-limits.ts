import { createHmac } from 'node:crypto'
import type { ClientInfo, Context, TransactionContext } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { addressGroup } from '../../text/address-group.ts'
import { consumeLimit, findWindowEnd } from './request-limit-repository.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Counts a request for an email of this client. @throws {ApiError} `too_many_attempts` */
export async function assertClientMayAsk(context: Context, client: ClientInfo): Promise<void> {
  const limit = context.settings.values.EMAIL_REQUESTS_PER_CLIENT
  if (limit === 0) return
  const subject = `email-client:${client.address === undefined ? 'unknown' : addressGroup(client.address)}`
  const now = context.now()
  const count = await consumeLimit(context.db, { subject, now, windowMilliseconds: hour })
  if (count <= limit) return
  const endsAt = (await findWindowEnd(context.db, subject)) ?? now + hour
  const retryAfterSeconds = Math.max(1, Math.ceil((endsAt - now) / 1_000))
  throw new ApiError('too_many_attempts', { retryAfterSeconds })
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

/** Counts a notice to a user about a request, and says whether there have not been too many in an hour. */
export async function mayNotifyUser(
  { db, now, settings }: TransactionContext,
  userId: number,
): Promise<boolean> {
  const notice = { subject: `notice:${userId}`, now: now(), windowMilliseconds: hour }
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
