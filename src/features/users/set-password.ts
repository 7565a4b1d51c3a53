import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { getUser } from './find-user.ts'
import { mutateUser, type UserAt } from './mutate-user.ts'
import { hashNewPassword } from './password-policy.ts'
import type { User } from './user-repository.ts'

export interface NewPassword extends UserAt {
  readonly password: string
  /** Ends the user's sessions; the one that asks goes on. */
  readonly signOutEverywhere: boolean
}

/**
 * Gives a user another password.
 *
 * @throws {ApiError} `validation_failed` when the policy refuses it, `not_found`, `permission_denied`, `overloaded`.
 */
export async function setPassword(
  context: Context,
  { userId, expectedVersion, password, signOutEverywhere }: NewPassword,
  administrator: Administrator,
): Promise<User> {
  const { email } = await getUser(context, userId)
  const passwordHash = await hashNewPassword(context, password, email)

  const target = { userId, expectedVersion, permission: 'users.change_user' } as const
  return mutateUser(context, target, administrator, () => ({
    action: 'user.set_password',
    patch: { passwordHash },
    alsoChanged: { password: ['•••', '•••'] },
    endSessions: signOutEverywhere
      ? { reason: 'password_changed', includesAsking: false }
      : undefined,
  }))
}
