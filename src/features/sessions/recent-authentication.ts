import type { Context } from '../../context.ts'
import { isUsablePassword } from '../../crypto/password-hash.ts'
import { ApiError } from '../../errors.ts'
import { findPassword } from '../users/user-repository.ts'
import { findAuthenticatedAt } from './session-authentication-repository.ts'
import { validityNow } from './validity.ts'

/** For how long after a user proved who they are sensitive actions need no other proof. */
export const recentMilliseconds = 10 * 60 * 1_000

/** Whoever presents an access token: the user and the session it was issued to. */
export interface SessionOwner {
  readonly userId: number
  readonly sessionId: number
}

/** When the user of a valid session last proved who they are, in milliseconds; undefined when it is over. */
export function authenticatedAtOf(
  context: Context,
  owner: SessionOwner,
): Promise<number | undefined> {
  return findAuthenticatedAt(context.db, owner, validityNow(context))
}

/** Whether sensitive actions need no other proof. */
export async function isRecentlyAuthenticated(
  context: Context,
  owner: SessionOwner,
): Promise<boolean> {
  const at = await authenticatedAtOf(context, owner)
  return at !== undefined && context.now() - at <= recentMilliseconds
}

/** For actions that a stolen access token must not be enough for. @throws {ApiError} `reauthentication_required` */
export async function assertRecentlyAuthenticated(
  context: Context,
  owner: SessionOwner,
): Promise<void> {
  if (await isRecentlyAuthenticated(context, owner)) return
  const stored = await findPassword(context.db, owner.userId)
  // Whoever has no password logs in anew.
  const methods = isUsablePassword(stored?.passwordHash ?? '!') ? ['password'] : []
  throw new ApiError('reauthentication_required', { methods })
}
