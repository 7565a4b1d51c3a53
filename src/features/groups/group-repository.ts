import { type RawBuilder, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { afterPrefix, keyset, type Page, type PageRequest, toPage } from '../../database/keyset.ts'
import type { Database, TransactionHandle } from '../../database/tables.ts'

/** A group without what its members and permissions are. */
export interface GroupRow {
  readonly id: number
  readonly name: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly deletedAt: number | undefined
  readonly version: number
}

export interface GroupFilter {
  readonly namePrefix?: string | undefined
  readonly includesDeleted: boolean
}

const orders = {
  id: sql<number>`groups.id`,
  name: sql<string>`groups.name`,
  updated_at: sql<number>`groups.updated_at`,
} as const satisfies Record<string, RawBuilder<string | number>>

export type GroupOrder = keyof typeof orders
export const groupOrders = Object.keys(orders) as GroupOrder[]

export async function listGroupRows(
  db: Database,
  filter: GroupFilter,
  page: PageRequest & { readonly sort: GroupOrder },
): Promise<Page<GroupRow>> {
  const by: RawBuilder<string | number> = orders[page.sort]
  const query = filtered(db, filter).select([...columns, by.as('sort_value')])
  const rows = await keyset(query, { by, id: orders.id }, page).execute()
  return toPage(rows, page.limit, {
    toItem: toRow,
    positionOf: (row) => ({ value: row.sort_value, id: row.id }),
  })
}

export function countGroupRows(
  db: Database,
  filter: GroupFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, filtered(db, filter).select('groups.id'), limit)
}

export async function findGroupRow(db: Database, id: number): Promise<GroupRow | undefined> {
  const row = await db.selectFrom('groups').select(columns).where('id', '=', id).executeTakeFirst()
  return row && toRow(row)
}

/** The living group of exactly this name. */
export async function findGroupRowByName(
  db: Database,
  name: string,
): Promise<GroupRow | undefined> {
  const row = await db
    .selectFrom('groups')
    .select(columns)
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && toRow(row)
}

/** @throws a unique violation when the name is taken. */
export async function insertGroup(
  db: TransactionHandle,
  { name, at }: { readonly name: string; readonly at: number },
): Promise<GroupRow> {
  const row = await db
    .insertInto('groups')
    .values({ name, created_at: at, updated_at: at, deleted_at: null })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return toRow(row)
}

export interface GroupPatch {
  readonly name?: string
  readonly deletedAt?: number | null
}

/** Changes a group that is still at this version. @throws a unique violation when the name is taken. */
export async function updateGroup(
  db: TransactionHandle,
  { id, version }: Pick<GroupRow, 'id' | 'version'>,
  { name, deletedAt }: GroupPatch,
  at: number,
): Promise<GroupRow | undefined> {
  const row = await db
    .updateTable('groups')
    .set({ name, deleted_at: deletedAt, updated_at: at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(columns)
    .executeTakeFirst()
  return row && toRow(row)
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
    .select(['user_groups.group_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('user_groups.group_id', 'in', groupIds)
    .where('users.deleted_at', 'is', null)
    .groupBy('user_groups.group_id')
    .execute()
  return new Map(rows.map((row) => [row.group_id, Number(row.count)]))
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

const columns = [
  'groups.id',
  'groups.name',
  'groups.created_at',
  'groups.updated_at',
  'groups.deleted_at',
  'groups.version',
] as const

function filtered(db: Database, { namePrefix, includesDeleted }: GroupFilter) {
  const prefix = namePrefix ?? ''
  return db
    .selectFrom('groups')
    .$if(!includesDeleted, (q) => q.where('groups.deleted_at', 'is', null))
    .$if(prefix !== '', (q) =>
      q
        .where(sql<string>`lower(groups.name)`, '>=', prefix.toLowerCase())
        .where(sql<string>`lower(groups.name)`, '<', afterPrefix(prefix.toLowerCase())),
    )
}

interface StoredGroup {
  readonly id: number
  readonly name: string
  readonly created_at: number
  readonly updated_at: number
  readonly deleted_at: number | null
  readonly version: number
}

function toRow(row: StoredGroup): GroupRow {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at ?? undefined,
    version: row.version,
  }
}
