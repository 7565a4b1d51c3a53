import { toIsoString } from '../../text/date-time.ts'
import type { UserState } from './user-list-repository.ts'
import type { User } from './user-repository.ts'

export const maxUsernameLength = 150

export function stateOf({ isActive, deletedAt }: Pick<User, 'isActive' | 'deletedAt'>): UserState {
  if (deletedAt !== null) return 'deleted'
  return isActive ? 'active' : 'deactivated'
}

/** A superuser who counts for the rule that one must remain. */
export function isActiveSuperuser(user: User): boolean {
  return user.isSuperuser && stateOf(user) === 'active'
}

/** How long a deleted user can be restored. */
export const restorableMilliseconds = 30 * 86_400_000

/** How audit entries name a user. */
export function objectOf({ id, email }: Pick<User, 'id' | 'email'>) {
  return { type: 'user', id, label: email } as const
}

type Changes = Record<string, readonly [unknown, unknown]>

/** What differs, by the names of the API: field → [from, to]. */
export function changesBetween(before: User, after: User): Changes {
  const from = auditedFields(before)
  return Object.fromEntries(
    Object.entries(auditedFields(after))
      .filter(([name, value]) => value !== from[name])
      .map(([name, value]) => [name, [from[name], value] as const]),
  )
}

/** The same for a user that is new. */
export function changesOfNew(user: User): Changes {
  return Object.fromEntries(
    Object.entries(auditedFields(user))
      .filter(([, value]) => value !== null && value !== false)
      .map(([name, value]) => [name, [null, value] as const]),
  )
}

function auditedFields(user: User): Record<string, unknown> {
  return {
    email: user.email,
    email_verified_at: toIsoString(user.emailVerifiedAt),
    username: user.username,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    deactivation_reason: user.deactivationReason,
    deactivated_until: toIsoString(user.deactivatedUntil),
    deleted_at: toIsoString(user.deletedAt),
  }
}
