import { type Expression, expressionBuilder, type Selection, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { startsWith } from '../../database/conditions.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'
import { type User, userColumns } from '../users/user-repository.ts'

const columns = [
  'groups.id',
  'groups.name',
  'groups.created_at as createdAt',
  'groups.updated_at as updatedAt',
  'groups.deleted_at as deletedAt',
  'groups.version',
] as const

/** A group without its members and permissions. Times are milliseconds. */
export type GroupRow = Readonly<Selection<Tables, 'groups', (typeof columns)[number]>>

export interface GroupFilter {
  readonly namePrefix?: string | undefined
  readonly includesDeleted: boolean
}

const orders = {
  id: sql<number>`groups.id`,
  name: sql<string>`groups.name`,
  updated_at: sql<number>`groups.updated_at`,
}

export type GroupOrder = keyof typeof orders
export const groupOrders = Object.keys(orders) as GroupOrder[]

export type GroupPage = PageRequest & { readonly sort: GroupOrder }

export function listGroupRows(
  db: Database,
  filter: GroupFilter,
  page: GroupPage,
): Promise<Page<GroupRow>> {
  const query = matching(db, filter).select(columns)
  return listPage(db, query, { by: orders[page.sort], id: orders.id }, page)
}

export function countGroupRows(
  db: Database,
  filter: GroupFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter).select('groups.id'), limit)
}

const eb = expressionBuilder<Tables, 'groups'>()

function matching(db: Database, { namePrefix, includesDeleted }: GroupFilter) {
  const conditions: Expression<SqlBool>[] = []
  if (!includesDeleted) conditions.push(eb('groups.deleted_at', 'is', null))
  if (namePrefix) {
    conditions.push(startsWith(sql<string>`lower(groups.name)`, namePrefix.toLowerCase()))
  }
  return db.selectFrom('groups').where(eb.and(conditions))
}

export function findGroupRow(db: Database, id: number): Promise<GroupRow | undefined> {
  return db.selectFrom('groups').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The group of exactly this name, unless it is deleted. */
export function findGroupRowByName(db: Database, name: string): Promise<GroupRow | undefined> {
  return db
    .selectFrom('groups')
    .select(columns)
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** @throws a unique violation when the name is taken. */
export function insertGroup(
  db: TransactionHandle,
  { name, at }: { readonly name: string; readonly at: number },
): Promise<GroupRow> {
  return db
    .insertInto('groups')
    .values({ name, created_at: at, updated_at: at, deleted_at: null })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export interface GroupPatch {
  readonly name?: string
  readonly deletedAt?: number | null
}

/** Changes a group that is still at this version. @throws a unique violation when the name is taken. */
export function updateGroup(
  db: TransactionHandle,
  { id, version }: Pick<GroupRow, 'id' | 'version'>,
  { name, deletedAt }: GroupPatch,
  at: number,
): Promise<GroupRow | undefined> {
  return db
    .updateTable('groups')
    .set({ name, deleted_at: deletedAt, updated_at: at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(columns)
    .executeTakeFirst()
}

/** How many users that are not deleted are in each of these groups. */
export async function countMembers(
  db: Database,
  groupIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (groupIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('user_groups')
    .innerJoin('users', 'users.id', 'user_groups.user_id')
    .select(['user_groups.group_id as groupId', ({ fn }) => fn.countAll<number>().as('count')])
    .where('user_groups.group_id', 'in', groupIds)
    .where('users.deleted_at', 'is', null)
    .groupBy('user_groups.group_id')
    .execute()
  return new Map(rows.map((row) => [row.groupId, Number(row.count)]))
}

/** Those who may enter the console. */
export function listStaffMembers(db: Database, groupId: number, limit: number): Promise<User[]> {
  return db
    .selectFrom('users')
    .innerJoin('user_groups', 'user_groups.user_id', 'users.id')
    .select(userColumns)
    .where('user_groups.group_id', '=', groupId)
    .where('users.is_staff', '=', true)
    .where('users.deleted_at', 'is', null)
    .orderBy('users.id')
    .limit(limit)
    .execute()
}

export function listCodesByGroup(
  db: Database,
  groupIds: readonly number[],
): Promise<{ groupId: number; code: string }[]> {
  if (groupIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('group_permissions')
    .innerJoin('permissions', 'permissions.id', 'group_permissions.permission_id')
    .select(['group_permissions.group_id as groupId', 'permissions.code'])
    .where('group_permissions.group_id', 'in', groupIds)
    .orderBy('permissions.id')
    .execute()
}

export async function insertGroupPermissions(
  db: TransactionHandle,
  groupId: number,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  await db
    .insertInto('group_permissions')
    .columns(['group_id', 'permission_id'])
    .expression((expression) =>
      expression
        .selectFrom('permissions')
        .select(({ val, cast }) => [
          cast<number>(val(groupId), 'bigint').as('group_id'),
          'permissions.id',
        ])
        .where('permissions.code', 'in', codes),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteGroupPermissions(
  db: TransactionHandle,
  groupId: number,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  await db
    .deleteFrom('group_permissions')
    .where('group_id', '=', groupId)
    .where('permission_id', 'in', (expression) =>
      expression.selectFrom('permissions').select('id').where('code', 'in', codes),
    )
    .execute()
}
