import type { Context } from '../../context.ts'
import {
  type Administrator,
  missingPermissions,
  unrestricted,
} from '../permissions/administrator.ts'
import { permissionsOf } from '../permissions/effective-permissions.ts'
import { listCodesOfGroups } from '../permissions/permission-repository.ts'
import { listActiveGroups } from '../users/membership-repository.ts'
import { stateOf } from '../users/user.ts'
import { findUser } from '../users/user-repository.ts'
import type { Invitation, InvitedGrants } from './invitation.ts'

/** What an invitation grants now: only what its sender may still grant. */
export interface PresentGrants extends InvitedGrants {
  /** What was offered and is not granted, as the audit log names it. */
  readonly leftOut: readonly string[]
}

export async function grantsOfInvitation(
  context: Context,
  invitation: Invitation,
): Promise<PresentGrants> {
  const inviter = await inviterOf(context, invitation)
  const mayGrant = ['users.add_user', 'users.change_user'] as const
  const isTrusted = inviter !== undefined && missingPermissions(inviter, mayGrant).length === 0

  const groups = isTrusted ? await groupsFrom(context, invitation.groups, inviter) : []
  const missing = isTrusted ? missingPermissions(inviter, invitation.permissions) : undefined
  const permissions = missing
    ? invitation.permissions.filter((code) => !missing.includes(code))
    : []
  const isStaff = isTrusted && invitation.isStaff
  return {
    isStaff,
    groups,
    permissions,
    leftOut: [
      ...(invitation.isStaff && !isStaff ? ['is_staff'] : []),
      ...invitation.groups.filter((id) => !groups.includes(id)).map((id) => `group ${id}`),
      ...invitation.permissions.filter((code) => !permissions.includes(code)),
    ],
  }
}

/** The groups that exist and grant nothing that the inviter does not hold. */
async function groupsFrom(
  { db }: Context,
  ids: readonly number[],
  inviter: Administrator,
): Promise<number[]> {
  const granted: number[] = []
  for (const { id } of await listActiveGroups(db, ids)) {
    const missing = missingPermissions(inviter, await listCodesOfGroups(db, [id]))
    if (missing.length === 0) granted.push(id)
  }
  return granted
}

/** Whoever sent the invitation, as they are now; undefined for those who are gone or deactivated. */
async function inviterOf(
  context: Context,
  { inviterKind, inviterId, inviter: label }: Invitation,
): Promise<Administrator | undefined> {
  if (inviterKind !== 'user') {
    return unrestricted({ actor: { kind: 'command line', label }, client: {} })
  }
  const user = inviterId === null ? undefined : await findUser(context.db, inviterId)
  if (!user || stateOf(user) !== 'active' || !(user.isStaff || user.isSuperuser)) return undefined
  return {
    actor: { kind: 'user', id: user.id, label },
    client: {},
    isSuperuser: user.isSuperuser,
    permissions: await permissionsOf(context, user),
    source: 'api',
  }
}
