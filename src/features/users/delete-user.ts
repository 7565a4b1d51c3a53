import { type Context, inTransaction } from '../../context.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type Administrator,
  requireFreshPassword,
  requirePermission,
} from '../permissions/administrator.ts'
import { type Decide, performOnUser, type UserAt } from './perform-on-user.ts'
import { requireAuthorityOver } from './require-authority.ts'
import { objectOf, type User } from './user.ts'
import { deleteUserRow, findUser } from './user-repository.ts'

/**
 * Deletes a user so that it can be restored for 30 days; its sessions end at once. Its address stays taken
 * until it is purged.
 *
 * @throws {AuthError} `last_superuser`; `reauthentication_required` for superusers, among others.
 */
export function deleteUser(
  context: Context,
  target: UserAt,
  administrator: Administrator,
): Promise<User> {
  const right = 'users.delete_user'
  return performOnUser(context, { ...target, right }, administrator, deletion(administrator))
}

export function deletion(administrator: Administrator): Decide {
  return (user, context) => {
    if (user.deletedAt !== undefined) return undefined
    if (user.isSuperuser) requireFreshPassword(administrator, context.now())
    return {
      action: 'user.delete',
      patch: { deletedAt: context.now() },
      endSessions: { reason: 'user_deleted', exceptAsking: false },
    }
  }
}

/** Brings a deleted user back as it was; only its sessions are gone. */
export function restoreUser(
  context: Context,
  target: UserAt,
  administrator: Administrator,
): Promise<User> {
  const right = 'users.delete_user'
  return performOnUser(context, { ...target, right }, administrator, restoration)
}

export const restoration: Decide = (user) =>
  user.deletedAt === undefined ? undefined : { action: 'user.restore', patch: { deletedAt: null } }

export interface Purge {
  readonly userId: number
  /** The address, typed by whoever asks for what cannot be undone. */
  readonly confirmation: string
}

/**
 * Removes a deleted user for good. The audit log keeps the address.
 *
 * @throws {AuthError} `conflict` unless the user is deleted, `reauthentication_required`, `validation_failed` when the
 *   confirmation is not the address.
 */
export async function purgeUser(
  context: Context,
  { userId, confirmation }: Purge,
  administrator: Administrator,
): Promise<void> {
  requirePermission(administrator, 'users.delete_user')
  requireFreshPassword(administrator, context.now())

  await inTransaction(context, async (context) => {
    const user = await findUser(context.db, userId)
    if (!user) throw new AuthError('not_found')
    await requireAuthorityOver(context, administrator, user)
    if (confirmation !== user.email) {
      throw refuseFields({ confirm: ['This is not the email address of the user.'] })
    }
    if (!(await deleteUserRow(context.db, user))) {
      const message = 'Only a deleted user can be removed for good. Delete it first.'
      throw new AuthError('conflict', { message })
    }
    await recordEvent(context, {
      action: 'user.purge',
      caller: administrator,
      object: objectOf(user),
    })
  })
}
