import type { Context } from '../../../context.ts'
import { getUser, getUserByEmail } from '../../../features/users/find-user.ts'
import type { DescribedUser } from '../../../features/users/list-users.ts'
import { stateOf } from '../../../features/users/user.ts'
import type { User } from '../../../features/users/user-repository.ts'
import { CommandError } from '../../exit-codes.ts'
import { isoTime } from '../../output.ts'

/** The user of this email address or id, deleted ones too. */
export async function getNamedUser(context: Context, name: string): Promise<User> {
  if (name.includes('@')) return getUserByEmail(context, name)
  if (/^\d{1,15}$/.test(name)) {
    return getUser(context, Number(name)).catch((error: unknown) => {
      throw new CommandError('notFound', `There is no user ${name}.`, { cause: error })
    })
  }
  throw new CommandError('usage', `${name} is neither an email address nor an ID.`)
}

/** A user as `--json` shows it after a change. */
export function userDocument(user: User) {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    state: stateOf(user),
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    created_at: isoTime(user.createdAt),
    updated_at: isoTime(user.updatedAt),
    last_login_at: isoTime(user.lastLoginAt),
    deactivation_reason: user.deactivationReason,
    deactivated_until: isoTime(user.deactivatedUntil),
    deleted_at: isoTime(user.deletedAt),
    version: user.version,
  }
}

/** The same with what stands beside it in lists. */
export function describedUserDocument({ user, ...beside }: DescribedUser) {
  return {
    ...userDocument(user),
    groups: beside.groups,
    active_sessions: beside.activeSessions,
    failed_logins: beside.failures,
    locked_until: isoTime(beside.lockedUntil),
  }
}

export function roleOf({ isStaff, isSuperuser }: User): string {
  if (isSuperuser) return 'superuser'
  return isStaff ? 'staff' : 'user'
}
