import type { Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
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
 * @throws {ApiError} `permission_denied` when the group grants, or a user holds, more than the administrator;
 *   `validation_failed` for users that do not exist. What was done before stays done.
 */
export async function changeMembers(
  context: Context,
  { groupId, expectedVersion, add, remove }: MembersChange,
  administrator: Administrator,
): Promise<Group> {
  assertPermission(administrator, 'auth.change_group')
  const group = await readGroup(context, groupId)
  if (group.deletedAt !== null) throw new ApiError('not_found')
  if (expectedVersion !== undefined && expectedVersion !== group.version) {
    throw new ApiError('version_mismatch')
  }

  const changes = [
    ...add.map((userId) => ({ userId, isMember: true, field: 'add' })),
    ...remove.map((userId) => ({ userId, isMember: false, field: 'remove' })),
  ]
  for (const { userId, isMember, field } of changes) {
    const membership = { userId, groupId, isMember, permission: 'auth.change_group' } as const
    await changeMembership(context, membership, administrator).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.code !== 'not_found') throw error
      throw fieldErrors({ [field]: [`There is no user ${userId}.`] })
    })
  }
  return readGroup(context, groupId)
}
