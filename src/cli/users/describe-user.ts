import type { DescribedUser } from '../../features/users/list-users.ts'
import { stateOf } from '../../features/users/user.ts'
import type { User } from '../../features/users/user-repository.ts'
import { isoTime } from '../output.ts'

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
