import { sql } from 'kysely'
import { isPostgres } from '../../database/dialect.ts'
import type { Database, TransactionHandle } from '../../database/tables.ts'
import type { LinkKind } from './django-repository.ts'

/** Statements that write many rows of the import at once, with the ids that they have in the source. */

export interface ImportedUser {
  readonly id: number
  readonly email: string
  readonly email_identity: string
  readonly username: string | null
  readonly password_hash: string
  readonly is_active: boolean
  readonly is_staff: boolean
  readonly is_superuser: boolean
  readonly last_login_at: number | null
}

export interface UserHere extends ImportedUser {
  readonly deleted_at: number | null
}

const userColumns = [
  'id',
  'email',
  'email_identity',
  'username',
  'password_hash',
  'is_active',
  'is_staff',
  'is_superuser',
  'last_login_at',
  'deleted_at',
] as const

/** The users that have one of these ids or one of these emails, deleted ones too. */
export function listUsersHere(
  db: Database,
  ids: readonly number[],
  normalizedEmails: readonly string[],
): Promise<UserHere[]> {
  return db
    .selectFrom('users')
    .select(userColumns)
    .where(({ or, eb }) => or([eb('id', 'in', ids), eb('email_identity', 'in', normalizedEmails)]))
    .execute()
}

export async function insertImportedUsers(
  db: TransactionHandle,
  users: readonly (ImportedUser & { readonly created_at: number })[],
  at: number,
): Promise<void> {
  if (users.length === 0) return
  await db
    .insertInto('users')
    .values(users.map((user) => ({ ...user, updated_at: at })))
    .execute()
}

export async function updateImportedUser(
  db: TransactionHandle,
  id: number,
  patch: Partial<ImportedUser>,
  at: number,
): Promise<void> {
  await db
    .updateTable('users')
    .set(({ eb }) => ({ ...patch, updated_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export interface GroupHere {
  readonly id: number
  readonly name: string
  readonly deletedAt: number | null
}

export function listGroupsHere(db: Database): Promise<GroupHere[]> {
  return db.selectFrom('groups').select(['id', 'name', 'deleted_at as deletedAt']).execute()
}

export async function insertImportedGroup(
  db: TransactionHandle,
  group: { readonly id: number; readonly name: string },
  at: number,
): Promise<void> {
  await db
    .insertInto('groups')
    .values({ ...group, created_at: at, updated_at: at })
    .execute()
}

export async function updateImportedGroup(
  db: TransactionHandle,
  { id, name }: { readonly id: number; readonly name: string },
  at: number,
): Promise<void> {
  await db
    .updateTable('groups')
    .set(({ eb }) => ({ name, updated_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export interface Link {
  readonly from: number
  readonly to: number
}

export async function insertLinks(
  db: TransactionHandle,
  kind: LinkKind,
  links: readonly Link[],
): Promise<void> {
  if (links.length === 0) return
  const insert = {
    membership: () =>
      db
        .insertInto('user_groups')
        .values(links.map(({ from, to }) => ({ user_id: from, group_id: to }))),
    user_permission: () =>
      db
        .insertInto('user_permissions')
        .values(links.map(({ from, to }) => ({ user_id: from, permission_id: to }))),
    group_permission: () =>
      db
        .insertInto('group_permissions')
        .values(links.map(({ from, to }) => ({ group_id: from, permission_id: to }))),
  }[kind]()
  await insert.onConflict((conflict) => conflict.doNothing()).execute()
}

export async function deleteLink(
  db: TransactionHandle,
  kind: LinkKind,
  { from, to }: Link,
): Promise<void> {
  const deletion = {
    membership: () =>
      db.deleteFrom('user_groups').where('user_id', '=', from).where('group_id', '=', to),
    user_permission: () =>
      db.deleteFrom('user_permissions').where('user_id', '=', from).where('permission_id', '=', to),
    group_permission: () =>
      db
        .deleteFrom('group_permissions')
        .where('group_id', '=', from)
        .where('permission_id', '=', to),
  }[kind]()
  await deletion.execute()
}

export interface ImportedSession {
  readonly selector_hash: string
  readonly verifier_hash: string
  readonly user_id: number
  readonly created_at: number
  readonly rotated_at: number
  readonly expires_at: number
}

/** Returns the ids of those that were inserted, by selector; one that is there already stays as it is. */
export async function insertImportedSessions(
  db: TransactionHandle,
  sessions: readonly ImportedSession[],
): Promise<Map<string, number>> {
  if (sessions.length === 0) return new Map()
  const rows = await db
    .insertInto('sessions')
    .values([...sessions])
    .onConflict((conflict) => conflict.column('selector_hash').doNothing())
    .returning(['id', 'selector_hash as selectorHash'])
    .execute()
  return new Map(rows.map(({ id, selectorHash }) => [selectorHash, id]))
}

/** Ends imported sessions that were not used here yet. */
export async function endUnusedSessions(
  db: TransactionHandle,
  ids: readonly number[],
  at: number,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('sessions')
    .set({ ended_at: at, end_reason: 'revoked', ended_by: 'import-django' })
    .where('id', 'in', ids)
    .where('ended_at', 'is', null)
    .where('rotation_count', '=', 0)
    .execute()
}

/** New rows get ids after the imported ones. SQLite continues from the largest id anyway. */
export async function advanceSequences(db: Database): Promise<void> {
  if (!isPostgres(db)) return
  for (const table of ['users', 'groups']) {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), greatest(
      (select coalesce(max(id), 1) from ${sql.table(table)}),
      (select last_value from ${sql.table(`${table}_id_seq`)})))`.execute(db)
  }
}
