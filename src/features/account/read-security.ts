import type { Context } from '../../context.ts'
import { isUsablePassword } from '../../crypto/password-hash.ts'
import {
  authenticatedAtOf,
  recentMilliseconds,
  type SessionOwner,
} from '../sessions/recent-authentication.ts'
import { countSessionRows } from '../sessions/session-list-repository.ts'
import { validityNow } from '../sessions/validity.ts'
import { findPassword, findUser } from '../users/user-repository.ts'
import { findLiveVerification } from '../verifications/verification-repository.ts'
import { readProfile } from './profile.ts'

/** How one's own account is protected. Times are milliseconds. */
export interface Security {
  readonly hasPassword: boolean
  /** Undefined where there is none, or where it was set before this was recorded. */
  readonly passwordChangedAt: number | undefined
  readonly isEmailVerified: boolean
  /** The address that was asked for and is not confirmed yet. */
  readonly pendingEmail: string | undefined
  readonly sessions: number
  /** Until when sensitive actions need no other proof; undefined when they do. */
  readonly recentUntil: number | undefined
}

/** @throws {ApiError} `user_not_found` */
export async function readSecurity(context: Context, owner: SessionOwner): Promise<Security> {
  const { userId } = owner
  await readProfile(context, userId)
  const user = await findUser(context.db, userId)
  const password = await findPassword(context.db, userId)
  const hasPassword = isUsablePassword(password?.passwordHash ?? '!')
  const filter = { userId, states: ['active'] } as const
  const { count } = await countSessionRows(context.db, filter, validityNow(context), undefined)
  const recentUntil = ((await authenticatedAtOf(context, owner)) ?? 0) + recentMilliseconds
  const pending = { userId, kind: 'change_email', now: context.now() }
  return {
    isEmailVerified: (user?.emailVerifiedAt ?? null) !== null,
    pendingEmail: (await findLiveVerification(context.db, pending))?.email ?? undefined,
    hasPassword,
    passwordChangedAt: (hasPassword ? password?.passwordChangedAt : undefined) ?? undefined,
    sessions: count,
    recentUntil: recentUntil >= context.now() ? recentUntil : undefined,
  }
}
