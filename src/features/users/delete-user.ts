import { type Context, inTransaction } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type Administrator,
  assertPermission,
  assertRecentPassword,
} from '../permissions/administrator.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { getUser } from './find-user.ts'
import { mutateUser, type PlanMutation, type UserAt } from './mutate-user.ts'
import { removeUser } from './remove-user.ts'
import { objectOf } from './user.ts'
import type { User } from './user-repository.ts'

/**
 * Deletes a user so that it can be restored for 30 days; its sessions end at once. Its address stays taken
 * until it is purged.
 *
 * @throws {ApiError} `last_superuser`; `reauthentication_required` for superusers, among others.
 */
export function deleteUser(
  context: Context,
  target: UserAt,
  administrator: Administrator,
): Promise<User> {
  const permission = 'users.delete_user'
  return mutateUser(context, { ...target, permission }, administrator, deletion(administrator))
}

export function deletion(administrator: Administrator): PlanMutation {
  return (user, context) => {
    if (user.deletedAt !== null) return undefined
    if (user.isSuperuser) assertRecentPassword(administrator, context.now())
    return {
      action: 'user.delete',
      patch: { deletedAt: context.now() },
      endSessions: { reason: 'user_deleted', includesAsking: true },
    }
  }
}

/**
 * Brings a deleted user back as it was; only its sessions are gone.
 *
 * @throws {ApiError} `conflict` for a user who is not deleted, among others.
 */
export function restoreUser(
  context: Context,
  target: UserAt,
  administrator: Administrator,
): Promise<User> {
  const permission = 'users.delete_user'
  return mutateUser(context, { ...target, permission }, administrator, (user, context) => {
    if (user.deletedAt !== null) return restoration(user, context)
    throw new ApiError('conflict', { message: `${user.email} is not deleted.` })
  })
}

export const restoration: PlanMutation = (user) =>
  user.deletedAt === null ? undefined : { action: 'user.restore', patch: { deletedAt: null } }

export interface Purge {
  readonly userId: number
  /** The address, typed by whoever asks for what cannot be undone. */
  readonly confirmation: string
}

/**
 * Removes a deleted user permanently. The audit log keeps the address.
 *
 * @throws {ApiError} `conflict` unless the user is deleted, `reauthentication_required`, `validation_failed` when the
 *   confirmation is not the address.
 */
export async function purgeUser(
  context: Context,
  { userId, confirmation }: Purge,
  administrator: Administrator,
): Promise<void> {
  assertPermission(administrator, 'users.delete_user')
  assertRecentPassword(administrator, context.now())

  await inTransaction(context, async (context) => {
    const user = await getUser(context, userId)
    await assertCanManage(context, administrator, user)
    if (confirmation !== user.email) {
      throw fieldErrors({ confirm: ['This is not the email address of the user.'] })
    }
    if (!(await removeUser(context, user))) {
      const message = 'Only a deleted user can be removed for good. Delete it first.'
      throw new ApiError('conflict', { message })
    }
    await recordEvent(context, {
      action: 'user.purge',
      caller: administrator,
      object: objectOf(user),
    })
  })
}
