import type { Context } from '../../context.ts'
import {
  type Administrator,
  assertCanGrant,
  assertPermission,
} from '../permissions/administrator.ts'
import { listCodesOfGroups } from '../permissions/permission-repository.ts'
import { listActiveGroups } from '../users/membership-repository.ts'
import type { InvitedGrants } from './invitation.ts'

/**
 * Nobody sends or revokes an invitation that grants more than they may.
 *
 * @throws {ApiError} `permission_denied`
 */
export async function assertCanManageInvitation(
  { db }: Context,
  administrator: Administrator,
  { isStaff, groups, permissions }: InvitedGrants,
): Promise<void> {
  assertPermission(administrator, 'users.add_user')
  if (isStaff || groups.length > 0 || permissions.length > 0) {
    assertPermission(administrator, 'users.change_user')
  }
  const living = await listActiveGroups(db, groups)
  const codes = await listCodesOfGroups(
    db,
    living.map(({ id }) => id),
  )
  assertCanGrant(administrator, [...codes, ...permissions])
}
