import type { Context } from '../../context.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import { type Administrator, requirePermission } from '../permissions/administrator.ts'
import { changeMembership } from '../users/change-membership.ts'
import type { Group } from './group.ts'
import { readGroup } from './read-groups.ts'

export interface MembersChange {
  readonly groupId: number
  readonly expectedVersion?: number | undefined
  readonly add: readonly number[]
  readonly remove: readonly number[]
}

/**
 * Puts users into a group and takes others out, each with its own audit entry.
 *
 * @throws {AuthError} `permission_denied` when the group grants, or a user holds, more than the administrator;
 *   `validation_failed` for users that do not exist. What was done before stays done.
 */
export async function changeMembers(
  context: Context,
  { groupId, expectedVersion, add, remove }: MembersChange,
  administrator: Administrator,
): Promise<Group> {
  requirePermission(administrator, 'auth.change_group')
  const group = await readGroup(context, groupId)
  if (group.deletedAt !== undefined) throw new AuthError('not_found')
  if (expectedVersion !== undefined && expectedVersion !== group.version) {
    throw new AuthError('version_mismatch')
  }

  const changes = [
    ...add.map((userId) => ({ userId, isMember: true, field: 'add' })),
    ...remove.map((userId) => ({ userId, isMember: false, field: 'remove' })),
  ]
  for (const { userId, isMember, field } of changes) {
    const membership = { userId, groupId, isMember, right: 'auth.change_group' } as const
    await changeMembership(context, membership, administrator).catch((error: unknown) => {
      if (!(error instanceof AuthError) || error.code !== 'not_found') throw error
      throw refuseFields({ [field]: [`There is no user ${userId}.`] })
    })
  }
  return readGroup(context, groupId)
}
