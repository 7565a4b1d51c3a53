import type { User } from './user.ts'

type Changes = Record<string, readonly [unknown, unknown]>

/** What differs, by the names of the API: field → [from, to]. */
export function changesBetween(before: User, after: User): Changes {
  const from = auditedFields(before)
  const to = auditedFields(after)
  return Object.fromEntries(
    Object.entries(to)
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
    username: user.username ?? null,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    deactivation_reason: user.deactivationReason ?? null,
    deactivated_until: dateTimeOrNull(user.deactivatedUntil),
    deleted_at: dateTimeOrNull(user.deletedAt),
  }
}

function dateTimeOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
