import { createHmac } from 'node:crypto'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { addressGroup } from './address-group.ts'
import {
  deleteAttempts,
  findWindowStart,
  insertAttempt,
  returnAttempt,
} from './login-attempts-repository.ts'

/** Whose failures are counted: the account that is tried, and the address that tries. */
export interface AttemptKeys {
  readonly account: string
  readonly address: string
}

/** Names the counters. What people type as an email is kept only as a keyed hash. */
export function attemptKeys(
  context: Context,
  normalizedEmail: string,
  address: string | undefined,
): AttemptKeys {
  const account = createHmac('sha256', context.loginAttemptKey)
    .update(normalizedEmail)
    .digest('base64url')
  const group = address === undefined ? 'unknown' : addressGroup(address)
  return { account: `account:${account}`, address: `address:${group}` }
}

/**
 * Counts this attempt as a failure before the password is looked at, so that no burst gets a guess for free;
 * a success gives it back. An account that does not exist is counted like one that does, by the same statements.
 *
 * @throws {ApiError} `too_many_attempts`, with the seconds until the window is over.
 */
export async function consumeAttempt(
  context: Context,
  subjects: AttemptKeys,
  userId: number | undefined,
): Promise<void> {
  const { LOGIN_MAX_FAILURES, LOGIN_MAX_FAILURES_PER_ADDRESS } = context.settings.values
  const { address, account } = subjects
  await consumeOrThrow(context, { subject: address }, LOGIN_MAX_FAILURES_PER_ADDRESS)
  await consumeOrThrow(context, { subject: account, userId }, LOGIN_MAX_FAILURES)
}

/** After a success: the account starts anew, the address gets back this one attempt only. */
export async function resetAttempts(context: Context, subjects: AttemptKeys) {
  await deleteAttempts(context.db, subjects.account)
  await returnAttempt(context.db, subjects.address)
}

async function consumeOrThrow(
  context: Context,
  {
    subject,
    userId = null,
  }: { readonly subject: string; readonly userId?: number | null | undefined },
  limit: number,
): Promise<void> {
  if (limit === 0) return
  const now = context.now()
  const windowMilliseconds = context.settings.values.LOGIN_LOCKOUT_DURATION * 1_000
  const windowsOverAt = now - windowMilliseconds
  if (await insertAttempt(context.db, { subject, userId, now, windowsOverAt, limit })) return

  const startedAt = (await findWindowStart(context.db, subject)) ?? now
  const remaining = startedAt + windowMilliseconds - now
  const retryAfterSeconds = Math.max(1, Math.ceil(remaining / 1_000))
  context.activity.count('rate_limited', now)
  throw new ApiError('too_many_attempts', { retryAfterSeconds })
}
