import { type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type Administrator,
  requireHolding,
  requirePermission,
} from '../permissions/administrator.ts'
import { requireKnownPermissions } from '../permissions/known-permissions.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { type Group, objectOfGroup, requireGroupName } from './group.ts'
import {
  deleteGroupPermissions,
  type GroupPatch,
  insertGroup,
  insertGroupPermissions,
  updateGroup,
} from './group-repository.ts'
import { readGroup } from './read-groups.ts'

export interface NewGroup {
  readonly name: string
  readonly permissions?: readonly string[] | undefined
}

/** @throws {AuthError} `validation_failed` when the name is taken, `permission_denied` for rights not held. */
export async function createGroup(
  context: Context,
  { name, permissions = [] }: NewGroup,
  administrator: Administrator,
): Promise<Group> {
  requirePermission(administrator, 'auth.add_group')
  requireGroupName(name)
  requireKnownPermissions(permissions)
  requireHolding(administrator, permissions)

  return withNameCheck(() =>
    inTransaction(context, async (context) => {
      const { id } = await insertGroup(context.db, { name, at: context.now() })
      await insertGroupPermissions(context.db, id, permissions)
      await recordEvent(context, {
        action: 'group.create',
        caller: administrator,
        object: objectOfGroup({ id, name }),
        changes: { name: [null, name], permissions: [[], permissions] },
      })
      return readGroup(context, id)
    }),
  )
}

export interface GroupChange {
  readonly name?: string | undefined
  /** All rights of the group; absent they stay. */
  readonly permissions?: readonly string[] | undefined
}

export interface ChangeGroupRequest extends GroupTarget {
  readonly change: GroupChange
}

export interface GroupTarget {
  readonly groupId: number
  readonly expectedVersion?: number | undefined
}

/** @throws {AuthError} `not_found`, `version_mismatch`, `validation_failed`, `permission_denied`. */
export function changeGroup(
  context: Context,
  { groupId, expectedVersion, change }: ChangeGroupRequest,
  administrator: Administrator,
): Promise<Group> {
  requireKnownPermissions(change.permissions ?? [])
  const target = { groupId, expectedVersion, right: 'auth.change_group' } as const

  return performOnGroup(context, target, administrator, (before) => {
    if (before.deletedAt !== undefined) throw new AuthError('not_found')
    const { added, removed } = permissionDifference(before, change)
    requireHolding(administrator, [...added, ...removed])
    const isRenamed = change.name !== undefined && change.name !== before.name
    if (!isRenamed && added.length + removed.length === 0) return undefined
    return {
      action: 'group.change',
      patch: isRenamed ? { name: change.name ?? before.name } : {},
      added,
      removed,
    }
  })
}

/** What a change would add and remove, and how many users it reaches. */
export function permissionDifference(
  { permissions: held }: Pick<Group, 'permissions'>,
  { permissions: wanted = held }: GroupChange,
) {
  return {
    added: [...new Set(wanted)].filter((code) => !held.includes(code)),
    removed: held.filter((code) => !wanted.includes(code)),
  }
}

/**
 * Deletes a group so that it can be restored: its members lose its rights at once.
 *
 * @throws {AuthError} `version_mismatch`; `permission_denied` when it grants what the administrator does not hold.
 */
export function deleteGroup(
  context: Context,
  target: GroupTarget,
  administrator: Administrator,
): Promise<Group> {
  const right = 'auth.delete_group'
  return performOnGroup(context, { ...target, right }, administrator, (before) => {
    if (before.deletedAt !== undefined) return undefined
    requireHolding(administrator, before.permissions)
    return { action: 'group.delete', patch: { deletedAt: context.now() } }
  })
}

/** Brings a deleted group back with its members and rights, as far as whoever does it holds those. */
export function restoreGroup(
  context: Context,
  target: GroupTarget,
  administrator: Administrator,
): Promise<Group> {
  const right = 'auth.delete_group'
  return performOnGroup(context, { ...target, right }, administrator, (before) => {
    if (before.deletedAt === undefined) return undefined
    requireHolding(administrator, before.permissions)
    return { action: 'group.restore', patch: { deletedAt: null } }
  })
}

interface GroupDeed {
  readonly action: AuditAction
  readonly patch: GroupPatch
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
}

const greatestTries = 3

/** The one way in which a group is changed: rights, deed and audit entry on the very version that was looked at. */
async function performOnGroup(
  context: Context,
  target: GroupTarget & { readonly right: PermissionCode },
  administrator: Administrator,
  decide: (before: Group) => GroupDeed | undefined,
): Promise<Group> {
  requirePermission(administrator, target.right)
  return withNameCheck(async () => {
    for (let tries = 0; tries < greatestTries; tries += 1) {
      const after = await inTransaction(context, (context) =>
        attempt(context, target, administrator, decide),
      )
      if (after) return after
    }
    throw new AuthError('version_mismatch')
  })
}

async function attempt(
  context: TransactionContext,
  { groupId, expectedVersion }: GroupTarget,
  administrator: Administrator,
  decide: (before: Group) => GroupDeed | undefined,
): Promise<Group | undefined> {
  const before = await readGroup(context, groupId)
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new AuthError('version_mismatch')
  }
  const deed = decide(before)
  if (!deed) return before
  const { patch, added = [], removed = [] } = deed
  if (!(await updateGroup(context.db, before, patch, context.now()))) return undefined

  await insertGroupPermissions(context.db, groupId, added)
  await deleteGroupPermissions(context.db, groupId, removed)
  const after = await readGroup(context, groupId)
  await recordEvent(context, {
    action: deed.action,
    caller: administrator,
    object: objectOfGroup(after),
    changes: changesBetween(before, after),
  })
  return after
}

function changesBetween(before: Group, after: Group) {
  const hasOtherRights = before.permissions.join() !== after.permissions.join()
  return {
    ...(before.name === after.name ? {} : { name: [before.name, after.name] as const }),
    ...(hasOtherRights ? { permissions: [before.permissions, after.permissions] as const } : {}),
    ...(before.deletedAt === after.deletedAt
      ? {}
      : { is_deleted: [before.deletedAt !== undefined, after.deletedAt !== undefined] as const }),
  }
}

async function withNameCheck(work: () => Promise<Group>): Promise<Group> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw refuseFields({ name: ['There is a group with this name already.'] })
  }
}
