import type { Kysely } from 'kysely'

/** From where users have logged in, so that they hear of a login from elsewhere. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('known_devices')
    .addColumn('user_id', 'bigint', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('client', 'text', (column) => column.notNull())
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('first_used_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .addColumn('logins', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('known_devices_pk', ['user_id', 'client', 'network'])
    .execute()
  await db.schema
    .createIndex('known_devices_last_used_at_idx')
    .on('known_devices')
    .column('last_used_at')
    .execute()
}
