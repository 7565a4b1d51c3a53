import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { performOnUser } from './perform-on-user.ts'
import type { User } from './user.ts'

/** Lets a deactivated user in again. One that is active stays as it is. */
export function activateUser(
  context: Context,
  userId: number,
  administrator: Administrator,
): Promise<User> {
  return performOnUser(context, { userId, right: 'users.change_user' }, administrator, (user) =>
    user.isActive
      ? undefined
      : { action: 'user.activate', patch: { isActive: true, deactivationReason: null } },
  )
}

/**
 * Locks a user out at once, on every node. One that is deactivated stays as it is.
 *
 * @throws {AuthError} `last_superuser` among others.
 */
export function deactivateUser(
  context: Context,
  { userId, reason }: { readonly userId: number; readonly reason?: string | undefined },
  administrator: Administrator,
): Promise<User> {
  return performOnUser(context, { userId, right: 'users.change_user' }, administrator, (user) =>
    user.isActive
      ? {
          action: 'user.deactivate',
          patch: { isActive: false, deactivationReason: reason ?? null },
          endSessions: { reason: 'user_deactivated', exceptAsking: false },
        }
      : undefined,
  )
}
