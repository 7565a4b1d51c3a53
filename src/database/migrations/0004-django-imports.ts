import type { Kysely } from 'kysely'

/** What was imported from the Django server, so that a second run knows what changed on which side. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('django_imports')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('source_key', 'text', (column) => column.notNull())
    .addColumn('target_id', 'bigint')
    .addColumn('digests', 'text', (column) => column.notNull())
    .addColumn('imported_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('django_imports_pkey', ['kind', 'source_key'] as never[])
    .execute()
}
