import type { Context, TransactionContext } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { type Administrator, assertCanGrant } from '../permissions/administrator.ts'
import { assertKnownPermissions } from '../permissions/known-permissions.ts'
import { listCodesOfGroups } from '../permissions/permission-repository.ts'
import {
  deleteDirectPermissions,
  deleteMemberships,
  insertDirectPermissions,
  insertMemberships,
  listActiveGroups,
  listDirectCodes,
  listGroupsOfUsers,
} from './membership-repository.ts'

/** What a user is to belong to and to hold directly, as a whole; absent stays. */
export interface PermissionInput {
  readonly groups?: readonly number[] | undefined
  readonly permissions?: readonly string[] | undefined
}

/** The way from what a user holds to what is requested. */
export interface PermissionChange {
  readonly changes: Record<string, readonly [unknown, unknown]>
  write(context: TransactionContext, userId: number): Promise<void>
}

/**
 * Plans the change and checks that nothing is granted that the administrator does not hold.
 *
 * @throws {ApiError} `validation_failed` for groups and permissions that do not exist, `permission_denied`.
 */
export async function planPermissions(
  context: Context,
  userId: number | undefined,
  input: PermissionInput,
  administrator: Administrator,
): Promise<PermissionChange> {
  const groups = await planGroups(context, userId, input.groups, administrator)
  const permissions = await planDirectPermissions(context, userId, input.permissions, administrator)

  return {
    changes: { ...groups.changes, ...permissions.changes },
    async write({ db }, id) {
      await insertMemberships(db, [id], groups.added)
      await deleteMemberships(db, [id], groups.removed)
      await insertDirectPermissions(db, id, permissions.added)
      await deleteDirectPermissions(db, id, permissions.removed)
    },
  }
}

interface Difference<Item> {
  readonly added: readonly Item[]
  readonly removed: readonly Item[]
  readonly changes: Record<string, readonly [unknown, unknown]>
}

async function planGroups(
  { db }: Context,
  userId: number | undefined,
  input: readonly number[] | undefined,
  administrator: Administrator,
): Promise<Difference<number>> {
  if (!input) return { added: [], removed: [], changes: {} }
  const groups = await listActiveGroups(db, input)
  const living = groups.map(({ id }) => id)
  const unknown = input.filter((id) => !living.includes(id))
  if (unknown.length > 0) throw fieldErrors({ groups: [`No such group: ${unknown.join(', ')}.`] })

  const memberships = userId === undefined ? [] : await listGroupsOfUsers(db, [userId])
  const held = memberships.map((group) => group.id)
  const difference = differenceOf('groups', held, living)
  assertCanGrant(administrator, await listCodesOfGroups(db, difference.added))
  // The audit log has the names of that time.
  const isChanged = Object.keys(difference.changes).length > 0
  const names = [memberships, groups].map((rows) => rows.map(({ name }) => name)) as [
    unknown,
    unknown,
  ]
  return { ...difference, changes: isChanged ? { groups: names } : {} }
}

async function planDirectPermissions(
  { db }: Context,
  userId: number | undefined,
  input: readonly string[] | undefined,
  administrator: Administrator,
): Promise<Difference<string>> {
  if (!input) return { added: [], removed: [], changes: {} }
  assertKnownPermissions(input)

  const held = userId === undefined ? [] : await listDirectCodes(db, userId)
  const difference = differenceOf('permissions', held, input)
  assertCanGrant(administrator, difference.added)
  return difference
}

function differenceOf<Item extends string | number>(
  name: string,
  held: readonly Item[],
  input: readonly Item[],
): Difference<Item> {
  const added = [...new Set(input)].filter((item) => !held.includes(item))
  const removed = held.filter((item) => !input.includes(item))
  const isChanged = added.length > 0 || removed.length > 0
  return { added, removed, changes: isChanged ? { [name]: [held, [...new Set(input)]] } : {} }
}
