import type { Kysely } from 'kysely'

/** From where a session was used before it moved to another address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sessions').addColumn('former_addresses', 'text').execute()
}
