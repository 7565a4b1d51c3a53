import type { Context, TransactionContext } from '../../context.ts'
import { refuseFields } from '../../errors.ts'
import { type Administrator, requireHolding } from '../permissions/administrator.ts'
import { requireKnownPermissions } from '../permissions/known-permissions.ts'
import { listCodesOfGroups } from '../permissions/permission-repository.ts'
import {
  deleteDirectPermissions,
  deleteMemberships,
  insertDirectPermissions,
  insertMemberships,
  listDirectCodes,
  listGroupsOfUsers,
  listLivingGroupIds,
} from './membership-repository.ts'

/** What a user is to belong to and to hold directly, as a whole; absent stays. */
export interface WantedRights {
  readonly groups?: readonly number[] | undefined
  readonly permissions?: readonly string[] | undefined
}

/** The way from what a user holds to what is wanted. */
export interface RightsChange {
  readonly changes: Record<string, readonly [unknown, unknown]>
  write(context: TransactionContext, userId: number): Promise<void>
}

/**
 * Plans the change and checks that nothing is granted that the administrator does not hold.
 *
 * @throws {AuthError} `validation_failed` for groups and permissions that do not exist, `permission_denied`.
 */
export async function planRights(
  context: Context,
  userId: number | undefined,
  wanted: WantedRights,
  administrator: Administrator,
): Promise<RightsChange> {
  const groups = await planGroups(context, userId, wanted.groups, administrator)
  const permissions = await planPermissions(context, userId, wanted.permissions, administrator)

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
  wanted: readonly number[] | undefined,
  administrator: Administrator,
): Promise<Difference<number>> {
  if (!wanted) return { added: [], removed: [], changes: {} }
  const living = await listLivingGroupIds(db, wanted)
  const unknown = wanted.filter((id) => !living.includes(id))
  if (unknown.length > 0) throw refuseFields({ groups: [`No such group: ${unknown.join(', ')}.`] })

  const memberships = userId === undefined ? [] : await listGroupsOfUsers(db, [userId])
  const held = memberships.map((group) => group.id)
  const difference = differenceOf('groups', held, living)
  requireHolding(administrator, await listCodesOfGroups(db, difference.added))
  return difference
}

async function planPermissions(
  { db }: Context,
  userId: number | undefined,
  wanted: readonly string[] | undefined,
  administrator: Administrator,
): Promise<Difference<string>> {
  if (!wanted) return { added: [], removed: [], changes: {} }
  requireKnownPermissions(wanted)

  const held = userId === undefined ? [] : await listDirectCodes(db, userId)
  const difference = differenceOf('permissions', held, wanted)
  requireHolding(administrator, difference.added)
  return difference
}

function differenceOf<Item extends string | number>(
  name: string,
  held: readonly Item[],
  wanted: readonly Item[],
): Difference<Item> {
  const added = [...new Set(wanted)].filter((item) => !held.includes(item))
  const removed = held.filter((item) => !wanted.includes(item))
  const isChanged = added.length > 0 || removed.length > 0
  return { added, removed, changes: isChanged ? { [name]: [held, [...new Set(wanted)]] } : {} }
}
