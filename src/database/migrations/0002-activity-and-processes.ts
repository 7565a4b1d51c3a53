import { type Kysely, sql } from 'kysely'

/** When users were last active, the processes that serve, deactivations that end, whose account was tried. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('user_activity')
    .addColumn('user_id', 'bigint', (column) =>
      column.primaryKey().references('users.id').onDelete('cascade'),
    )
    .addColumn('last_active_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('user_activity_last_active_at_idx')
    .on('user_activity')
    .column('last_active_at')
    .execute()

  await db.schema
    .createTable('processes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('pid', 'integer', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('settings_revision', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema.alterTable('users').addColumn('deactivated_until', 'bigint').execute()
  await sql`create index users_deactivated_until_idx on users (deactivated_until)
    where deactivated_until is not null`.execute(db)

  await db.schema.alterTable('login_attempts').addColumn('user_id', 'bigint').execute()
}
