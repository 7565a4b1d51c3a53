import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { DialectName } from '../connect.ts'

/** The first schema: accounts, sessions, settings, keys, audit. */
export async function up(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const table = (name: string) => withId(db.schema.createTable(name), dialect)

  await createAccounts(db, table, dialect)
  await createSessions(db, table, dialect)
  await createSettings(db, table)
  await createOperations(db, table, dialect)
}

type NewTable = (name: string) => CreateTableBuilder<string, 'id'>

// AUTOINCREMENT and IDENTITY alike never hand out the id of a deleted row again.
function withId(builder: CreateTableBuilder<string>, dialect: DialectName) {
  return dialect === 'sqlite'
    ? builder.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : builder.addColumn('id', 'bigint', (column) =>
        column.primaryKey().generatedByDefaultAsIdentity(),
      )
}

async function createAccounts(
  db: Kysely<unknown>,
  table: NewTable,
  dialect: DialectName,
): Promise<void> {
  // Ordered by code point on both databases, so that prefix searches and keyset pages use the index.
  const sortedText = sortedTextOf(dialect)
  await table('users')
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('email_identity', sortedText, (column) => column.notNull().unique())
    .addColumn('username', sortedText)
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('is_active', 'boolean', (column) => column.notNull().defaultTo(sql`true`))
    .addColumn('is_staff', 'boolean', (column) => column.notNull().defaultTo(sql`false`))
    .addColumn('is_superuser', 'boolean', (column) => column.notNull().defaultTo(sql`false`))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('last_login_at', 'bigint')
    .addColumn('deactivation_reason', 'text')
    .addColumn('deleted_at', 'bigint')
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await index(db, 'users', 'created_at')
  // Partial, or SQLite would walk it for every list of users that are not deleted.
  await sql`create index users_deleted_at_idx on users (deleted_at)
    where deleted_at is not null`.execute(db)
  await sql`create index users_superusers_idx on users (id) where is_superuser`.execute(db)
  // The expressions by which lists sort and search (features/users/user-list-repository.ts).
  await db.schema
    .createIndex('users_username_sort_idx')
    .on('users')
    .expression(sql`coalesce(lower(username), '')`)
    .execute()
  await db.schema
    .createIndex('users_last_login_sort_idx')
    .on('users')
    .expression(sql`coalesce(last_login_at, 0)`)
    .execute()

  await table('groups')
    .addColumn('name', sortedText, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  // A deleted group keeps its name for the undo, but does not reserve it.
  await sql`create unique index groups_name_idx on groups (name) where deleted_at is null`.execute(
    db,
  )

  await table('permissions')
    .addColumn('code', 'text', (column) => column.notNull().unique())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .execute()

  await createJoin(db, { name: 'user_groups', from: 'user_id', to: 'group_id' })
  await createJoin(db, { name: 'user_permissions', from: 'user_id', to: 'permission_id' })
  await createJoin(db, { name: 'group_permissions', from: 'group_id', to: 'permission_id' })
}

function sortedTextOf(dialect: DialectName) {
  return dialect === 'sqlite' ? ('text' as const) : sql`text collate "C"`
}

interface Join {
  readonly name: string
  readonly from: string
  readonly to: string
}

async function createJoin(db: Kysely<unknown>, { name, from, to }: Join): Promise<void> {
  const parentOf = (column: string) => `${column.replace(/_id$/, 's')}.id`
  await db.schema
    .createTable(name)
    .addColumn(from, 'bigint', (column) =>
      column.notNull().references(parentOf(from)).onDelete('cascade'),
    )
    .addColumn(to, 'bigint', (column) =>
      column.notNull().references(parentOf(to)).onDelete('cascade'),
    )
    .addPrimaryKeyConstraint(`${name}_pkey`, [from, to] as never[])
    .execute()
  await index(db, name, to)
}

async function createSessions(
  db: Kysely<unknown>,
  table: NewTable,
  dialect: DialectName,
): Promise<void> {
  await table('sessions')
    .addColumn('user_id', 'bigint', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('selector_hash', 'text', (column) => column.notNull().unique())
    .addColumn('verifier_hash', 'text', (column) => column.notNull())
    .addColumn('previous_verifier_hash', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('rotated_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('rotation_count', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .addColumn('ended_by', 'text')
    .addColumn('address', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('last_address', 'text')
    .execute()
  await index(db, 'sessions', 'user_id')
  await index(db, 'sessions', 'created_at')

  // A refresh changes no indexed column, so with room on the page PostgreSQL updates in place (HOT).
  if (dialect === 'postgres') {
    await sql`alter table sessions set (
      fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)`.execute(db)
  }

  await db.schema
    .createTable('login_attempts')
    .addColumn('subject', 'text', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('window_started_at', 'bigint', (column) => column.notNull())
    .execute()
  await index(db, 'login_attempts', 'window_started_at')

  await table('console_sessions')
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('user_id', 'bigint', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .addColumn('authenticated_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('user_agent', 'text')
    .execute()
  await index(db, 'console_sessions', 'user_id')
}

async function createSettings(db: Kysely<unknown>, table: NewTable): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .execute()

  await table('setting_changes')
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('from_value', 'text')
    .addColumn('to_value', 'text')
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('actor_id', 'bigint')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('comment', 'text')
    .execute()
  await index(db, 'setting_changes', 'key')

  await db.schema
    .createTable('revisions')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .execute()
  await db
    .withTables<{ revisions: { name: string; revision: number } }>()
    .insertInto('revisions')
    .values([
      { name: 'settings', revision: 1 },
      { name: 'signing_keys', revision: 1 },
      { name: 'superusers', revision: 1 },
    ])
    .execute()
}

async function createOperations(
  db: Kysely<unknown>,
  table: NewTable,
  dialect: DialectName,
): Promise<void> {
  await table('signing_keys')
    .addColumn('kid', 'text', (column) => column.notNull().unique())
    .addColumn('algorithm', 'text', (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull().unique())
    .addColumn('public_jwk', 'text', (column) => column.notNull())
    .addColumn('private_key_encrypted', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('activates_at', 'bigint', (column) => column.notNull())
    .addColumn('retires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute()

  await table('audit_events')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'bigint')
    .addColumn('actor', sortedTextOf(dialect), (column) => column.notNull())
    .addColumn('action', sortedTextOf(dialect), (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('object_type', 'text')
    .addColumn('object_id', 'text')
    .addColumn('object_label', 'text')
    .addColumn('changes', 'text')
    .addColumn('address', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('request_id', 'text')
    .execute()
  await index(db, 'audit_events', 'at')
  await index(db, 'audit_events', 'actor_id')
  await index(db, 'audit_events', 'object_id')

  await table('setup_links')
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('activity_hours')
    .addColumn('hour_at', 'bigint', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('activity_hours_pkey', ['hour_at', 'event'] as never[])
    .execute()

  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function index(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute()
}
