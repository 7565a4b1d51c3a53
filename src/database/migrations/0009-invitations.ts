import { type Kysely, sql } from 'kysely'
import type { DialectName } from '../connect.ts'

/** Invitations, of which an address has one open at a time, and what finds the links of an address. */
export async function up(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const table = db.schema.createTable('invitations')
  const withId =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', (column) =>
          column.primaryKey().generatedByDefaultAsIdentity(),
        )
  await withId
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('normalized_email', 'text', (column) => column.notNull())
    .addColumn('is_staff', 'boolean', (column) => column.notNull())
    .addColumn('group_ids', 'text', (column) => column.notNull())
    .addColumn('permissions', 'text', (column) => column.notNull())
    .addColumn('inviter_kind', 'text', (column) => column.notNull())
    .addColumn('inviter_id', 'bigint', (column) =>
      column.references('users.id').onDelete('set null'),
    )
    .addColumn('inviter', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('accepted_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('user_id', 'bigint', (column) => column.references('users.id').onDelete('cascade'))
    .execute()
  await sql`create unique index invitations_open_idx on invitations (normalized_email)
    where accepted_at is null and revoked_at is null`.execute(db)
  for (const column of ['inviter_id', 'user_id', 'expires_at']) {
    await db.schema
      .createIndex(`invitations_${column}_idx`)
      .on('invitations')
      .column(column)
      .execute()
  }
  await sql`create index verifications_normalized_email_idx
    on verifications (normalized_email, kind)`.execute(db)
}
