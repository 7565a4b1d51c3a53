import { sql } from 'kysely'
import type { ForeignDatabase } from '../../database/connect-read-only.ts'

/** The tables and columns of the Django template that are read. */
export interface DjangoSchema {
  readonly usersTable: string
  /** Columns of the users table beyond those that must be there. */
  readonly userColumns: ReadonlySet<string>
  /** Where constance keeps settings: its version decides; undefined where it keeps none in the database. */
  readonly settingsTable: string | undefined
  readonly hasRefreshTokens: boolean
}

/** The database is not that of the Django template; the message says all that is missing. */
export class ForeignSchemaError extends Error {
  override readonly name = 'ForeignSchemaError'
}

const requiredUserColumns = ['id', 'password', 'email', 'is_active', 'is_staff', 'is_superuser']
const requiredTables: Readonly<Record<string, readonly string[]>> = {
  auth_group: ['id', 'name'],
  auth_permission: ['id', 'codename', 'content_type_id'],
  auth_group_permissions: ['id', 'group_id', 'permission_id'],
  django_content_type: ['id', 'app_label', 'model'],
}
const refreshTokensTable = 'users_refreshtoken'
const settingsTables = ['constance_constance', 'constance_config']

/** @throws {ForeignSchemaError} */
export async function readDjangoSchema(
  db: ForeignDatabase,
  usersTable: string,
): Promise<DjangoSchema> {
  const tables = new Map(
    (await db.introspection.getTables()).map(({ name, columns }) => [
      name,
      new Set(columns.map((column) => column.name)),
    ]),
  )
  const required = {
    [usersTable]: requiredUserColumns,
    [`${usersTable}_groups`]: ['id', userColumnOf(usersTable), 'group_id'],
    [`${usersTable}_user_permissions`]: ['id', userColumnOf(usersTable), 'permission_id'],
    ...requiredTables,
  }
  const missing = Object.entries(required).flatMap(([table, columns]) => {
    const present = tables.get(table)
    if (!present) return [`the table ${table}`]
    return columns.filter((name) => !present.has(name)).map((name) => `the column ${table}.${name}`)
  })
  if (missing.length > 0) {
    throw new ForeignSchemaError(
      `This is not the database of the Django template. Missing: ${missing.join(', ')}.`,
    )
  }
  return {
    usersTable,
    userColumns: tables.get(usersTable) ?? new Set(),
    settingsTable: settingsTables.find((name) => tables.has(name)),
    hasRefreshTokens: tables.has(refreshTokensTable),
  }
}

/** Django names the column of a join table after the model: `users_user_groups.user_id`. */
function userColumnOf(usersTable: string): string {
  return `${usersTable.slice(usersTable.lastIndexOf('_') + 1)}_id`
}

export interface DjangoUser {
  readonly id: unknown
  readonly email: unknown
  readonly username: unknown
  readonly password: unknown
  readonly is_active: unknown
  readonly is_staff: unknown
  readonly is_superuser: unknown
  readonly last_login: unknown
  readonly date_joined: unknown
}

const optionalUserColumns = ['username', 'last_login', 'date_joined']

export async function listDjangoUsers(
  db: ForeignDatabase,
  { usersTable, userColumns }: DjangoSchema,
  page: { readonly afterId: number; readonly limit: number },
): Promise<DjangoUser[]> {
  const optional = optionalUserColumns.map((name) =>
    userColumns.has(name) ? sql.ref(name) : sql`null as ${sql.ref(name)}`,
  )
  const required = requiredUserColumns.map((name) => sql.ref(name))
  const { rows } = await sql<DjangoUser>`
    select ${sql.join([...required, ...optional])} from ${sql.table(usersTable)}
    where id > ${page.afterId} order by id limit ${page.limit}`.execute(db)
  return rows
}

/** Emails alone, for all users: which of them are the same can only be known over the whole table. */
export async function listDjangoEmails(
  db: ForeignDatabase,
  { usersTable }: DjangoSchema,
  page: { readonly afterId: number; readonly limit: number },
): Promise<Pick<DjangoUser, 'id' | 'email' | 'is_superuser'>[]> {
  const { rows } = await sql<Pick<DjangoUser, 'id' | 'email' | 'is_superuser'>>`
    select id, email, is_superuser from ${sql.table(usersTable)}
    where id > ${page.afterId} order by id limit ${page.limit}`.execute(db)
  return rows
}

export async function listDjangoGroups(
  db: ForeignDatabase,
): Promise<{ id: unknown; name: unknown }[]> {
  const { rows } = await sql<{ id: unknown; name: unknown }>`
    select id, name from auth_group order by id`.execute(db)
  return rows
}

export interface DjangoPermission {
  readonly id: unknown
  readonly app: string
  readonly codename: string
}

export async function listDjangoPermissions(db: ForeignDatabase): Promise<DjangoPermission[]> {
  const { rows } = await sql<DjangoPermission>`
    select auth_permission.id, django_content_type.app_label as app, auth_permission.codename
    from auth_permission
    inner join django_content_type on django_content_type.id = auth_permission.content_type_id
    order by auth_permission.id`.execute(db)
  return rows
}

export interface DjangoLink {
  readonly id: unknown
  readonly from: unknown
  readonly to: unknown
}

export type LinkKind = 'membership' | 'user_permission' | 'group_permission'

export async function listDjangoLinks(
  db: ForeignDatabase,
  { usersTable }: DjangoSchema,
  kind: LinkKind,
  page: { readonly afterId: number; readonly limit: number },
): Promise<DjangoLink[]> {
  const { table, from, to } = {
    membership: { table: `${usersTable}_groups`, from: userColumnOf(usersTable), to: 'group_id' },
    user_permission: {
      table: `${usersTable}_user_permissions`,
      from: userColumnOf(usersTable),
      to: 'permission_id',
    },
    group_permission: { table: 'auth_group_permissions', from: 'group_id', to: 'permission_id' },
  }[kind]
  const { rows } = await sql<DjangoLink>`
    select id, ${sql.ref(from)} as "from", ${sql.ref(to)} as "to" from ${sql.table(table)}
    where id > ${page.afterId} order by id limit ${page.limit}`.execute(db)
  return rows
}

export interface DjangoRefreshToken {
  readonly id: unknown
  readonly token: unknown
  readonly created_at: unknown
  readonly expires_at: unknown
  readonly user_id: unknown
}

export async function listDjangoRefreshTokens(
  db: ForeignDatabase,
  page: { readonly afterId: number; readonly limit: number },
): Promise<DjangoRefreshToken[]> {
  const { rows } = await sql<DjangoRefreshToken>`
    select id, token, created_at, expires_at, user_id from ${sql.table(refreshTokensTable)}
    where id > ${page.afterId} order by id limit ${page.limit}`.execute(db)
  return rows
}

export async function listConstanceValues(
  db: ForeignDatabase,
  table: string,
): Promise<{ key: string; value: unknown }[]> {
  const { rows } = await sql<{ key: string; value: unknown }>`
    select key, value from ${sql.table(table)} order by key`.execute(db)
  return rows
}
