import type { Context } from '../../context.ts'
import { isUsablePassword } from '../../crypto/password-hash.ts'
import { findLastActiveAt } from '../activity/activity-repository.ts'
import {
  type EffectivePermission,
  effectivePermissions,
} from '../permissions/effective-permissions.ts'
import { getUser } from './find-user.ts'
import { type DescribedUser, describeUsers } from './list-users.ts'
import { listDirectCodes } from './membership-repository.ts'
import { isActiveSuperuser } from './user.ts'
import { hasActiveSuperuser } from './user-list-repository.ts'
import { findPassword, type User } from './user-repository.ts'

/** Everything that administrators see of one user. */
export interface UserDetail extends DescribedUser {
  readonly permissions: readonly string[]
  readonly effectivePermissions: readonly EffectivePermission[]
  readonly hasUsablePassword: boolean
  /** When the user last logged in or refreshed; the latter is noted once an hour. */
  readonly lastActiveAt: number | undefined
  /** Whether every road that takes this superuser away is closed. */
  readonly isLastSuperuser: boolean
}

/** @throws {ApiError} `not_found` */
export async function readUser(context: Context, id: number): Promise<UserDetail> {
  return describeUser(context, await getUser(context, id))
}

/** Adds to a user what lists show beside it. */
export async function describeUser(context: Context, user: User): Promise<UserDetail> {
  const [described] = await describeUsers(context, [user])
  const password = await findPassword(context.db, user.id)
  return {
    ...(described ?? { user, groups: [], activeSessions: 0, failures: 0, lockedUntil: undefined }),
    permissions: await listDirectCodes(context.db, user.id),
    effectivePermissions: await effectivePermissions(context, user),
    hasUsablePassword: isUsablePassword(password?.passwordHash ?? '!'),
    lastActiveAt: await lastActiveAtOf(context, user),
    isLastSuperuser: isActiveSuperuser(user) && !(await hasActiveSuperuser(context.db, [user.id])),
  }
}

/** Activity is noted once an hour; a login is known exactly, and may be newer. */
async function lastActiveAtOf({ db }: Context, user: User): Promise<number | undefined> {
  const notedAt = await findLastActiveAt(db, user.id)
  const at = Math.max(notedAt ?? 0, user.lastLoginAt ?? 0)
  return at === 0 ? undefined : at
}
