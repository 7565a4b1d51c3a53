import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { listGroupsOfUsers } from './membership-repository.ts'
import { mutateUser, type PlanMutation, type Target } from './mutate-user.ts'
import { planPermissions } from './permissions-of-user.ts'
import type { User } from './user-repository.ts'

export interface Membership {
  readonly groupId: number
  /** Whether the user should be in the group. */
  readonly isMember: boolean
}

/**
 * Puts a user into a group, or takes it out. What changes nothing leaves no trace.
 *
 * @throws {ApiError} `permission_denied` when the group grants what the administrator does not hold.
 */
export function changeMembership(
  context: Context,
  { userId, permission, ...membership }: Membership & Target,
  administrator: Administrator,
): Promise<User> {
  const decide = membershipChange(membership, administrator)
  return mutateUser(context, { userId, permission }, administrator, decide)
}

export function membershipChange(
  { groupId, isMember }: Membership,
  administrator: Administrator,
): PlanMutation {
  return async ({ id: userId }, context) => {
    const held = (await listGroupsOfUsers(context.db, [userId])).map((group) => group.id)
    if (held.includes(groupId) === isMember) return undefined

    const groups = isMember ? [...held, groupId] : held.filter((id) => id !== groupId)
    const permissions = await planPermissions(context, userId, { groups }, administrator)
    return {
      action: 'user.change',
      patch: {},
      alsoWrite: (context) => permissions.write(context, userId),
      alsoChanged: permissions.changes,
    }
  }
}
