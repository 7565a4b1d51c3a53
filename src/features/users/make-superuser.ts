import type { Context } from '../../context.ts'
import { verifyPassword } from '../../crypto/password-hash.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { changeUser } from './change-user.ts'
import { restoreUser } from './delete-user.ts'
import { setPassword } from './set-password.ts'
import type { User } from './user.ts'
import { findPasswordHash } from './user-repository.ts'

/**
 * Makes an existing user an active superuser with this password. What is so already stays, sessions included,
 * so that a script may run it every day.
 *
 * @throws {ApiError} `validation_failed` when the policy refuses the password, before anything is changed.
 */
export async function makeSuperuser(
  context: Context,
  { id: userId, deletedAt }: User,
  password: string,
  administrator: Administrator,
): Promise<User> {
  const storedHash = await findPasswordHash(context.db, userId)
  const { matches } = await verifyPassword(password, storedHash)
  if (!matches) {
    await setPassword(context, { userId, password, signOutEverywhere: true }, administrator)
  }
  if (deletedAt !== undefined) await restoreUser(context, { userId }, administrator)
  const change = { isActive: true, isStaff: true, isSuperuser: true }
  return changeUser(context, { userId, change }, administrator)
}
