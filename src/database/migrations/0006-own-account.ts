import type { Kysely } from 'kysely'

/** When a password was last set, and when whoever uses a session last proved who they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('password_changed_at', 'bigint').execute()
  await db.schema.alterTable('sessions').addColumn('authenticated_at', 'bigint').execute()
}
