import { createHmac } from 'node:crypto'
import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import { addressGroup } from './address-group.ts'
import {
  deleteAttempts,
  findWindowStart,
  returnAttempt,
  takeAttempt,
} from './login-attempts-repository.ts'

/** Whose failures are counted: the account that is tried, and the address that tries. */
export interface AttemptSubjects {
  readonly account: string
  readonly address: string
}

/** Names the counters. What people type as an email is kept only as a keyed hash. */
export function attemptSubjects(
  context: Context,
  identity: string,
  address: string | undefined,
): AttemptSubjects {
  const account = createHmac('sha256', context.loginAttemptKey).update(identity).digest('base64url')
  const group = address === undefined ? 'unknown' : addressGroup(address)
  return { account: `account:${account}`, address: `address:${group}` }
}

/**
 * Counts this attempt as a failure before the password is looked at, so that no burst gets a guess for free;
 * a success gives it back. An account that does not exist is counted like one that does, by the same statements.
 *
 * @throws {AuthError} `too_many_attempts`, with the seconds until the window is over.
 */
export async function takeLoginAttempt(
  context: Context,
  subjects: AttemptSubjects,
  userId: number | undefined,
): Promise<void> {
  const { LOGIN_MAX_FAILURES, LOGIN_MAX_FAILURES_PER_ADDRESS } = context.settings.values
  const { address, account } = subjects
  await takeOrRefuse(context, { subject: address }, LOGIN_MAX_FAILURES_PER_ADDRESS)
  await takeOrRefuse(context, { subject: account, userId }, LOGIN_MAX_FAILURES)
}

/** After a success: the account starts anew, the address gets back this one attempt only. */
export async function settleLoginAttempt(context: Context, subjects: AttemptSubjects) {
  await deleteAttempts(context.db, subjects.account)
  await returnAttempt(context.db, subjects.address)
}

async function takeOrRefuse(
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
  if (await takeAttempt(context.db, { subject, userId, now, windowsOverAt, limit })) return

  const startedAt = (await findWindowStart(context.db, subject)) ?? now
  const remaining = startedAt + windowMilliseconds - now
  const retryAfterSeconds = Math.max(1, Math.ceil(remaining / 1_000))
  context.activity.count('rate_limited', now)
  throw new AuthError('too_many_attempts', { retryAfterSeconds })
}
