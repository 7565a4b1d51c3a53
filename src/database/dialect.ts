import { type Kysely, PostgresAdapter } from 'kysely'

/** For the few statements that differ: which of the two databases this is. */
export function isPostgres<Tables>(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
