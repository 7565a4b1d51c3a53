import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { listGroupsOfUsers } from './membership-repository.ts'
import { performOnUser } from './perform-on-user.ts'
import { planRights } from './rights-of-user.ts'
import type { User } from './user.ts'

export interface Membership {
  readonly userId: number
  readonly groupId: number
  /** Whether the user is to be in the group. */
  readonly isMember: boolean
  readonly right: PermissionCode
}

/**
 * Puts a user into a group, or takes it out. What changes nothing leaves no trace.
 *
 * @throws {AuthError} `permission_denied` when the group grants what the administrator does not hold.
 */
export function changeMembership(
  context: Context,
  { userId, groupId, isMember, right }: Membership,
  administrator: Administrator,
): Promise<User> {
  return performOnUser(context, { userId, right }, administrator, async (_before, context) => {
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
  })
}
