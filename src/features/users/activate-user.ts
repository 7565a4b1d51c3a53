import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { mutateUser, type PlanMutation, type UserAt } from './mutate-user.ts'
import type { User } from './user-repository.ts'

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
  /** When it ends automatically, milliseconds; otherwise someone has to end it. */
  readonly until?: number | undefined
}

/**
 * Locks a user out at once, on every node. For one that is deactivated already, the last order says until when, and why if
 * it names a reason.
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
  return (user) => {
    const deactivationReason = reason || (user.isActive ? null : user.deactivationReason)
    const deactivatedUntil = until ?? null
    const isSame =
      deactivationReason === user.deactivationReason && deactivatedUntil === user.deactivatedUntil
    if (!user.isActive && isSame) return undefined
    return {
      action: 'user.deactivate',
      patch: { isActive: false, deactivationReason, deactivatedUntil },
      endSessions: { reason: 'user_deactivated', includesAsking: true },
    }
  }
}

const maxYears = 10
const maxMilliseconds = maxYears * 365.25 * 86_400_000

/**
 * A deactivation ends automatically in the future, or not at all.
 *
 * @throws {ApiError} `validation_failed`, under the name of the field.
 */
export function assertFutureEnd(context: Context, end: number | undefined, field: string): void {
  if (end === undefined) return
  const remaining = end - context.now()
  if (remaining <= 0)
    throw fieldErrors({ [field]: ['This time is in the past. Choose a later one.'] })
  if (remaining > maxMilliseconds) {
    throw fieldErrors({ [field]: [`At most ${maxYears} years from now.`] })
  }
}
