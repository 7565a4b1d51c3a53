import type { CompiledQuery } from 'kysely'
import type { Database } from './tables.ts'

/** Runs a SELECT where it keeps nobody waiting. */
export type RunScan = (sql: string, parameters: readonly unknown[]) => Promise<unknown[]>

/** How each database runs its scans; PostgreSQL has processes of its own for every query. */
export const scanRunners = new WeakMap<Database, RunScan>()

/**
 * Runs a query that may read many rows: lists, searches, counts. The embedded database runs it in another thread, so that
 * this one goes on serving. Inside a transaction it sees what the transaction wrote, and runs here.
 */
export async function scan<Row>(db: Database, query: CompiledQuery<Row>): Promise<Row[]> {
  const run = scanRunners.get(db)
  if (run) return (await run(query.sql, query.parameters)) as Row[]
  return (await db.executeQuery(query)).rows
}
