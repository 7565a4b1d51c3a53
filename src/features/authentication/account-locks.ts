import type { Context } from '../../context.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { userKeyOf } from './login-attempts.ts'
import { deleteAttempts, listAttempts } from './login-attempts-repository.ts'

/** The failed logins of an account in the running window. */
export interface AccountLock {
  readonly failures: number
  /** Until when the account accepts no login, milliseconds. */
  readonly lockedUntil: number | undefined
}

const unlocked: AccountLock = { failures: 0, lockedUntil: undefined }

/** Which failures lock an account: that many in a window that began later than this. */
export interface LockingWindow {
  readonly limit: number
  readonly startedAfter: number
}

/** What locks accounts now; undefined when nothing does. */
export function lockingWindowOf({ settings, now }: Context): LockingWindow | undefined {
  const { LOGIN_MAX_FAILURES: limit, LOGIN_LOCKOUT_DURATION } = settings.values
  return limit === 0 ? undefined : { limit, startedAfter: now() - LOGIN_LOCKOUT_DURATION * 1_000 }
}

/** The state of these accounts, in the order of the addresses. */
export async function readAccountLocks(
  context: Context,
  emails: readonly string[],
): Promise<AccountLock[]> {
  const { LOGIN_MAX_FAILURES, LOGIN_LOCKOUT_DURATION } = context.settings.values
  const subjects = emails.map((email) => rateLimitKeyOf(context, email))
  const attempts = new Map(
    (await listAttempts(context.db, subjects)).map((attempt) => [attempt.subject, attempt]),
  )

  return subjects.map((subject) => {
    const attempt = attempts.get(subject)
    const windowEndsAt = (attempt?.windowStartedAt ?? 0) + LOGIN_LOCKOUT_DURATION * 1_000
    if (!attempt || windowEndsAt <= context.now()) return unlocked
    const isLocked = LOGIN_MAX_FAILURES > 0 && attempt.failures >= LOGIN_MAX_FAILURES
    return { failures: attempt.failures, lockedUntil: isLocked ? windowEndsAt : undefined }
  })
}

/** Forgets the failed logins of an account; returns whether there were any. */
export function clearFailures(context: Context, email: string): Promise<boolean> {
  return deleteAttempts(context.db, rateLimitKeyOf(context, email))
}

function rateLimitKeyOf(context: Context, email: string): string {
  return userKeyOf(context, normalizeEmail(email))
}
