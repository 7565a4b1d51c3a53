/** An account as those see it who administer it. DateTimes are milliseconds. */
export interface User {
  readonly id: number
  readonly email: string
  readonly username: string | undefined
  readonly isActive: boolean
  readonly isStaff: boolean
  readonly isSuperuser: boolean
  readonly createdAt: number
  readonly updatedAt: number
  readonly lastLoginAt: number | undefined
  readonly deactivationReason: string | undefined
  /** When the deactivation ends by itself; undefined when somebody must end it. */
  readonly deactivatedUntil: number | undefined
  readonly deletedAt: number | undefined
  /** Counts changes: what a conditional change refers to. */
  readonly version: number
}

export const maxUsernameLength = 150

export type UserState = 'active' | 'deactivated' | 'deleted'

export function stateOf({ isActive, deletedAt }: User): UserState {
  if (deletedAt !== undefined) return 'deleted'
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
