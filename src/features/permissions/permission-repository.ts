import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Database, Tables } from '../../database/tables.ts'

export interface StoredPermission {
  readonly id: number
  readonly code: string
  readonly label: string
  readonly description: string
}

/** Why a user holds a right: given directly, or by being in a group. */
export interface Grant {
  readonly code: string
  /** Absent for a right that was given directly. */
  readonly group: { readonly id: number; readonly name: string } | undefined
}

export function listPermissions(db: Database): Promise<StoredPermission[]> {
  return db
    .selectFrom('permissions')
    .select(['id', 'code', 'label', 'description'])
    .orderBy('id')
    .execute()
}

export async function upsertPermission(
  db: Database,
  permission: Omit<StoredPermission, 'id'>,
): Promise<void> {
  const { label, description } = permission
  await db
    .insertInto('permissions')
    .values(permission)
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ label, description }))
    .execute()
}

/** Every grant of these users, in one statement; a deleted group grants nothing. */
export async function listGrants(
  db: Database,
  userIds: readonly number[],
): Promise<(Grant & { readonly userId: number })[]> {
  if (userIds.length === 0) return []
  const direct = db
    .selectFrom('user_permissions')
    .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
    .select((expression) => [
      'user_permissions.user_id as userId',
      'permissions.code',
      expression.cast<number | null>(expression.val(null), 'integer').as('groupId'),
      expression.cast<string | null>(expression.val(null), 'text').as('groupName'),
    ])
    .where('user_permissions.user_id', 'in', userIds)
  const byGroup = db
    .selectFrom('user_groups')
    .innerJoin('groups', 'groups.id', 'user_groups.group_id')
    .innerJoin('group_permissions', 'group_permissions.group_id', 'groups.id')
    .innerJoin('permissions', 'permissions.id', 'group_permissions.permission_id')
    .select([
      'user_groups.user_id as userId',
      'permissions.code',
      'groups.id as groupId',
      'groups.name as groupName',
    ])
    .where('user_groups.user_id', 'in', userIds)
    .where('groups.deleted_at', 'is', null)

  const rows = await direct.unionAll(byGroup).execute()
  return rows.map(({ userId, code, groupId, groupName }) => ({
    userId,
    code,
    group: groupId === null ? undefined : { id: groupId, name: groupName ?? '' },
  }))
}

/** The permissions that these groups give. */
export async function listCodesOfGroups(
  db: Database,
  groupIds: readonly number[],
): Promise<string[]> {
  if (groupIds.length === 0) return []
  const rows = await db
    .selectFrom('group_permissions')
    .innerJoin('permissions', 'permissions.id', 'group_permissions.permission_id')
    .select('permissions.code')
    .distinct()
    .where('group_permissions.group_id', 'in', groupIds)
    .execute()
  return rows.map((row) => row.code)
}

const eb = expressionBuilder<Tables>()

/** Holds for a user who is a superuser or has a permission that is not among these. */
export function mayDoMoreThan(
  userId: Expression<number>,
  codes: readonly string[],
): Expression<SqlBool> {
  const superuser = eb
    .selectFrom('users')
    .select('users.id')
    .where('users.id', '=', userId)
    .where('users.is_superuser', '=', true)
  const direct = eb
    .selectFrom('user_permissions')
    .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
    .select('permissions.id')
    .where('user_permissions.user_id', '=', userId)
    .where('permissions.code', 'not in', codes)
  const byGroup = eb
    .selectFrom('user_groups')
    .innerJoin('groups', 'groups.id', 'user_groups.group_id')
    .innerJoin('group_permissions', 'group_permissions.group_id', 'groups.id')
    .innerJoin('permissions', 'permissions.id', 'group_permissions.permission_id')
    .select('permissions.id')
    .where('user_groups.user_id', '=', userId)
    .where('groups.deleted_at', 'is', null)
    .where('permissions.code', 'not in', codes)
  return eb.or([eb.exists(superuser), eb.exists(direct), eb.exists(byGroup)])
}
