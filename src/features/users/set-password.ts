import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { hashNewPassword } from './new-password.ts'
import { performOnUser, type UserAt } from './perform-on-user.ts'
import type { User } from './user.ts'
import { findUser } from './user-repository.ts'

export interface NewPassword extends UserAt {
  readonly password: string
  /** Ends the user's sessions; the one that asks goes on. */
  readonly signOutEverywhere: boolean
}

/**
 * Gives a user another password.
 *
 * @throws {AuthError} `validation_failed` when the policy refuses it, `not_found`, `permission_denied`, `overloaded`.
 */
export async function setPassword(
  context: Context,
  { userId, expectedVersion, password, signOutEverywhere }: NewPassword,
  administrator: Administrator,
): Promise<User> {
  const user = await findUser(context.db, userId)
  if (!user) throw new AuthError('not_found')
  const passwordHash = await hashNewPassword(context, password, user.email)

  const target = { userId, expectedVersion, right: 'users.change_user' } as const
  return performOnUser(context, target, administrator, () => ({
    action: 'user.set_password',
    patch: { passwordHash },
    alsoChanged: { password: ['•••', '•••'] },
    endSessions: signOutEverywhere ? { reason: 'password_changed', exceptAsking: true } : undefined,
  }))
}
