import type { Kysely } from 'kysely'

/** When a user proved to own their address; nobody had to before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('email_verified_at', 'bigint').execute()
}
