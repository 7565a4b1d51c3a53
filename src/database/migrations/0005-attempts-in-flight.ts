import type { Kysely } from 'kysely'

/** Login attempts that are under way, so that right passwords wait for each other instead of counting as failures. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('login_attempts')
    .addColumn('in_flight', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('login_attempts')
    .addColumn('last_attempt_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
