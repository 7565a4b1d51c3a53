import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { requireComingEnd } from './deactivation-end.ts'
import { type Decide, performOnUser, type UserAt } from './perform-on-user.ts'
import type { User } from './user.ts'

/** Lets a deactivated user in again. One that is active stays as it is. */
export function activateUser(
  context: Context,
  target: UserAt,
  administrator: Administrator,
): Promise<User> {
  const right = 'users.change_user'
  return performOnUser(context, { ...target, right }, administrator, activation)
}

export const activation: Decide = (user) =>
  user.isActive
    ? undefined
    : {
        action: 'user.activate',
        patch: { isActive: true, deactivationReason: null, deactivatedUntil: null },
      }

export interface Deactivation {
  readonly reason?: string | undefined
  /** When it ends by itself, milliseconds; otherwise somebody has to end it. */
  readonly until?: number | undefined
}

/**
 * Locks a user out at once, on every node. One that is deactivated stays as it is.
 *
 * @throws {AuthError} `last_superuser`; `validation_failed` for an end that is not to come, among others.
 */
export async function deactivateUser(
  context: Context,
  { userId, expectedVersion, ...request }: Deactivation & UserAt,
  administrator: Administrator,
): Promise<User> {
  const target = { userId, expectedVersion, right: 'users.change_user' } as const
  return performOnUser(context, target, administrator, deactivation(context, request))
}

/** @throws {AuthError} `validation_failed` for an end that is not to come. */
export function deactivation(context: Context, { reason, until }: Deactivation): Decide {
  requireComingEnd(context, until, 'until')
  return (user) =>
    user.isActive
      ? {
          action: 'user.deactivate',
          patch: {
            isActive: false,
            deactivationReason: reason || null,
            deactivatedUntil: until ?? null,
          },
          endSessions: { reason: 'user_deactivated', exceptAsking: false },
        }
      : undefined
}
