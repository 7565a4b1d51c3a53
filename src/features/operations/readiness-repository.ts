import { sql } from 'kysely'
import type { Database } from '../../database/tables.ts'

/** Asks the database for nothing, to see that it answers. */
export async function pingDatabase(db: Database): Promise<void> {
  await sql`select 1`.execute(db)
}
