import { Kysely } from 'kysely'
import { openPostgres } from './connect-postgres.ts'
import { openSqlite } from './connect-sqlite.ts'
import type { PoolOptions } from './postgres-pool.ts'
import { directReads } from './prepared.ts'
import type { Database, Tables } from './tables.ts'

export type DialectName = 'sqlite' | 'postgres'

export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres'; readonly url: string }

/** An open database with the little that differs between the two dialects. */
export interface Connection {
  readonly dialect: DialectName
  readonly db: Database
  /** Calls `wake` soon after another process announced a change; returns how to stop. */
  listen(wake: () => void): () => void
  close(): Promise<void>
}

/** Opens the database. Nothing is sent to it before the first query. */
export function connect(location: DatabaseLocation, options: PoolOptions): Connection {
  const opened =
    location.dialect === 'sqlite' ? openSqlite(location.file) : openPostgres(location.url, options)
  const db = new Kysely<Tables>({ dialect: opened.kyselyDialect })
  if (opened.readDirectly) directReads.set(db, opened.readDirectly)

  return {
    dialect: location.dialect,
    db,
    listen: opened.listen,
    close: () => db.destroy(),
  }
}
