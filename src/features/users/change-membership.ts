import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { listGroupsOfUsers } from './membership-repository.ts'
import { type Decide, performOnUser, type Target } from './perform-on-user.ts'
import { planRights } from './rights-of-user.ts'
import type { User } from './user.ts'

export interface Membership {
  readonly groupId: number
  /** Whether the user is to be in the group. */
  readonly isMember: boolean
}

/**
 * Puts a user into a group, or takes it out. What changes nothing leaves no trace.
 *
 * @throws {AuthError} `permission_denied` when the group grants what the administrator does not hold.
 */
export function changeMembership(
  context: Context,
  { userId, right, ...membership }: Membership & Target,
  administrator: Administrator,
): Promise<User> {
  const decide = membershipChange(membership, administrator)
  return performOnUser(context, { userId, right }, administrator, decide)
}

export function membershipChange(
  { groupId, isMember }: Membership,
  administrator: Administrator,
): Decide {
  return async ({ id: userId }, context) => {
    const held = (await listGroupsOfUsers(context.db, [userId])).map((group) => group.id)
    if (held.includes(groupId) === isMember) return undefined

    const groups = isMember ? [...held, groupId] : held.filter((id) => id !== groupId)
    const rights = await planRights(context, userId, { groups }, administrator)
    return {
      action: 'user.change',
      patch: {},
      alsoWrite: (context) => rights.write(context, userId),
      alsoChanged: rights.changes,
    }
  }
}
