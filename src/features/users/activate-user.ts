import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { assertFutureEnd } from './deactivation-end.ts'
import { mutateUser, type PlanMutation, type UserAt } from './mutate-user.ts'
import type { User } from './user.ts'

/** Lets a deactivated user in again. One that is active stays as it is. */
export function activateUser(
  context: Context,
  target: UserAt,
  administrator: Administrator,
): Promise<User> {
  const permission = 'users.change_user'
  return mutateUser(context, { ...target, permission }, administrator, activation)
}

export const activation: PlanMutation = (user) =>
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
 * @throws {ApiError} `last_superuser`; `validation_failed` for an end that is not to come, among others.
 */
export async function deactivateUser(
  context: Context,
  { userId, expectedVersion, ...request }: Deactivation & UserAt,
  administrator: Administrator,
): Promise<User> {
  const target = { userId, expectedVersion, permission: 'users.change_user' } as const
  return mutateUser(context, target, administrator, deactivation(context, request))
}

/** @throws {ApiError} `validation_failed` for an end that is not to come. */
export function deactivation(context: Context, { reason, until }: Deactivation): PlanMutation {
  assertFutureEnd(context, until, 'until')
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
