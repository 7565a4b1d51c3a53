import { type Kysely, sql } from 'kysely'

/** Seals of the audit entries from here on, and the ends of their sequence. Entries that exist already have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit_events').addColumn('seal', 'text').execute()
  await db.schema.alterTable('audit_events').addColumn('seal_number', 'bigint').execute()
  await sql`create unique index audit_events_seal_number_idx on audit_events (seal_number)
    where seal_number is not null`.execute(db)
  await sql`create index audit_events_unnumbered_idx on audit_events (id)
    where seal_number is null`.execute(db)

  await db.schema
    .createTable('audit_chain')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('first_number', 'bigint', (column) => column.notNull())
    .addColumn('last_number', 'bigint', (column) => column.notNull())
    .addColumn('after_id', 'bigint', (column) => column.notNull())
    .addColumn('seal', 'text')
    .execute()
  await sql`insert into audit_chain (id, first_number, last_number, after_id)
    select 1, 1, 0, coalesce(max(id), 0) from audit_events`.execute(db)
}
