import {
  type Context,
  inTransaction,
  retryWhenStale,
  type TransactionContext,
} from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type Administrator,
  assertCanGrant,
  assertPermission,
} from '../permissions/administrator.ts'
import { assertKnownPermissions } from '../permissions/known-permissions.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { notifyOfPermissions } from '../users/notify-of-change.ts'
import { type Group, objectOfGroup, parseGroupName } from './group.ts'
import {
  deleteGroupPermissions,
  type GroupPatch,
  insertGroup,
  insertGroupPermissions,
  listStaffMembers,
  updateGroup,
} from './group-repository.ts'
import { readGroup } from './read-groups.ts'

export interface NewGroup {
  readonly name: string
  readonly permissions?: readonly string[] | undefined
}

/** @throws {ApiError} `validation_failed` when the name is taken, `permission_denied` for permissions not held. */
export async function createGroup(
  context: Context,
  { name, permissions = [] }: NewGroup,
  administrator: Administrator,
): Promise<Group> {
  assertPermission(administrator, 'auth.add_group')
  parseGroupName(name)
  assertKnownPermissions(permissions)
  assertCanGrant(administrator, permissions)

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
  /** All permissions of the group; absent they stay. */
  readonly permissions?: readonly string[] | undefined
}

export interface ChangeGroupRequest extends GroupTarget {
  readonly change: GroupChange
}

export interface GroupTarget {
  readonly groupId: number
  readonly expectedVersion?: number | undefined
}

/** @throws {ApiError} `not_found`, `version_mismatch`, `validation_failed`, `permission_denied`. */
export function changeGroup(
  context: Context,
  { groupId, expectedVersion, change }: ChangeGroupRequest,
  administrator: Administrator,
): Promise<Group> {
  assertKnownPermissions(change.permissions ?? [])
  const target = { groupId, expectedVersion, permission: 'auth.change_group' } as const

  return mutateGroup(context, target, administrator, (before) => {
    if (before.deletedAt !== null) throw new ApiError('not_found')
    const { added, removed } = permissionDifference(before, change)
    assertCanGrant(administrator, [...added, ...removed])
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
  { permissions: input = held }: GroupChange,
) {
  return {
    added: [...new Set(input)].filter((code) => !held.includes(code)),
    removed: held.filter((code) => !input.includes(code)),
  }
}

/**
 * Deletes a group so that it can be restored: its members lose its permissions at once.
 *
 * @throws {ApiError} `version_mismatch`; `permission_denied` when it grants what the administrator does not hold.
 */
export function deleteGroup(
  context: Context,
  target: GroupTarget,
  administrator: Administrator,
): Promise<Group> {
  const permission = 'auth.delete_group'
  return mutateGroup(context, { ...target, permission }, administrator, (before) => {
    if (before.deletedAt !== null) return undefined
    assertCanGrant(administrator, before.permissions)
    return { action: 'group.delete', patch: { deletedAt: context.now() } }
  })
}

/**
 * Brings a deleted group back with its members and permissions, as far as whoever does it holds those.
 *
 * @throws {ApiError} `conflict` for a group that is not deleted, among others.
 */
export function restoreGroup(
  context: Context,
  target: GroupTarget,
  administrator: Administrator,
): Promise<Group> {
  const permission = 'auth.delete_group'
  return mutateGroup(context, { ...target, permission }, administrator, (before) => {
    if (before.deletedAt === null) {
      throw new ApiError('conflict', { message: `${before.name} is not deleted.` })
    }
    assertCanGrant(administrator, before.permissions)
    return { action: 'group.restore', patch: { deletedAt: null } }
  })
}

interface GroupMutation {
  readonly action: AuditAction
  readonly patch: GroupPatch
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
}

/** The one way in which a group is changed: permissions, mutation and audit entry on the very version that was looked at. */
async function mutateGroup(
  context: Context,
  target: GroupTarget & { readonly permission: PermissionCode },
  administrator: Administrator,
  plan: (before: Group) => GroupMutation | undefined,
): Promise<Group> {
  assertPermission(administrator, target.permission)
  const after = await withNameCheck(() =>
    retryWhenStale(() =>
      inTransaction(context, (context) => attempt(context, target, administrator, plan)),
    ),
  )
  if (!after) throw new ApiError('version_mismatch')
  return after
}

async function attempt(
  context: TransactionContext,
  { groupId, expectedVersion }: GroupTarget,
  administrator: Administrator,
  plan: (before: Group) => GroupMutation | undefined,
): Promise<Group | undefined> {
  const before = await readGroup(context, groupId)
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new ApiError('version_mismatch')
  }
  const mutation = plan(before)
  if (!mutation) return before
  const { patch, added = [], removed = [] } = mutation
  if (!(await updateGroup(context.db, before, patch, context.now()))) return undefined

  await insertGroupPermissions(context.db, groupId, added)
  await deleteGroupPermissions(context.db, groupId, removed)
  const after = await readGroup(context, groupId)
  if (grantOf(before) !== grantOf(after)) {
    for (const member of await listStaffMembers(context.db, groupId, maxNotices)) {
      await notifyOfPermissions(context, member)
    }
  }
  await recordEvent(context, {
    action: mutation.action,
    caller: administrator,
    object: objectOfGroup(after),
    changes: changesBetween(before, after),
  })
  return after
}

/** More people in one group who work in the console are not told. */
const maxNotices = 500

/** What its members may do because of it. */
function grantOf({ deletedAt, permissions }: Group): string {
  return deletedAt === null ? permissions.join() : ''
}

function changesBetween(before: Group, after: Group) {
  const hasOtherPermissions = before.permissions.join() !== after.permissions.join()
  return {
    ...(before.name === after.name ? {} : { name: [before.name, after.name] as const }),
    ...(hasOtherPermissions
      ? { permissions: [before.permissions, after.permissions] as const }
      : {}),
    ...(before.deletedAt === after.deletedAt
      ? {}
      : { is_deleted: [before.deletedAt !== null, after.deletedAt !== null] as const }),
  }
}

async function withNameCheck<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw fieldErrors({ name: ['There is a group with this name already.'] })
  }
}
