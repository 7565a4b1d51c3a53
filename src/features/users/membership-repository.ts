import type { Database, TransactionHandle } from '../../database/tables.ts'

export interface GroupOfUser {
  readonly userId: number
  readonly id: number
  readonly name: string
}

/** The groups of these users, deleted ones left out. */
export function listGroupsOfUsers(
  db: Database,
  userIds: readonly number[],
): Promise<GroupOfUser[]> {
  if (userIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('user_groups')
    .innerJoin('groups', 'groups.id', 'user_groups.group_id')
    .select(['user_groups.user_id as userId', 'groups.id', 'groups.name'])
    .where('user_groups.user_id', 'in', userIds)
    .where('groups.deleted_at', 'is', null)
    .orderBy('groups.name')
    .execute()
}

/** Those of these groups that exist and are not deleted. */
export function listActiveGroups(
  db: Database,
  groupIds: readonly number[],
): Promise<{ readonly id: number; readonly name: string }[]> {
  if (groupIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('groups')
    .select(['id', 'name'])
    .where('id', 'in', groupIds)
    .where('deleted_at', 'is', null)
    .execute()
}

/** The living groups with one of exactly these names. */
export function listActiveGroupsByName(
  db: Database,
  names: readonly string[],
): Promise<{ readonly id: number; readonly name: string }[]> {
  if (names.length === 0) return Promise.resolve([])
  return db
    .selectFrom('groups')
    .select(['id', 'name'])
    .where('name', 'in', names)
    .where('deleted_at', 'is', null)
    .execute()
}

export async function insertMemberships(
  db: TransactionHandle,
  userIds: readonly number[],
  groupIds: readonly number[],
): Promise<void> {
  const rows = userIds.flatMap((user_id) => groupIds.map((group_id) => ({ user_id, group_id })))
  if (rows.length === 0) return
  await db
    .insertInto('user_groups')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteMemberships(
  db: TransactionHandle,
  userIds: readonly number[],
  groupIds: readonly number[],
): Promise<void> {
  if (userIds.length === 0 || groupIds.length === 0) return
  await db
    .deleteFrom('user_groups')
    .where('user_id', 'in', userIds)
    .where('group_id', 'in', groupIds)
    .execute()
}

/** The permissions given to a user directly. */
export async function listDirectCodes(db: Database, userId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('user_permissions')
    .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
    .select('permissions.code')
    .where('user_permissions.user_id', '=', userId)
    .orderBy('permissions.id')
    .execute()
  return rows.map((row) => row.code)
}

export async function insertDirectPermissions(
  db: TransactionHandle,
  userId: number,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  await db
    .insertInto('user_permissions')
    .columns(['user_id', 'permission_id'])
    .expression((expression) =>
      expression
        .selectFrom('permissions')
        .select(({ val, cast }) => [
          cast<number>(val(userId), 'bigint').as('user_id'),
          'permissions.id',
        ])
        .where('permissions.code', 'in', codes),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteDirectPermissions(
  db: TransactionHandle,
  userId: number,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  await db
    .deleteFrom('user_permissions')
    .where('user_id', '=', userId)
    .where('permission_id', 'in', (expression) =>
      expression.selectFrom('permissions').select('id').where('code', 'in', codes),
    )
    .execute()
}
