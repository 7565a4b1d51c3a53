import { Kysely, type LogEvent } from 'kysely'
import { batchLimits } from './batched.ts'
import { openPostgres, type PostgresOptions } from './connect-postgres.ts'
import { openSqlite } from './connect-sqlite.ts'
import type { Pooler } from './pooler.ts'
import type { PostgresAddress } from './postgres-url.ts'
import { directReads } from './prepared.ts'
import { scanRunners } from './scans.ts'
import { SqliteScanThread } from './sqlite-scan-thread.ts'
import type { Database, Tables } from './tables.ts'

export type DialectName = 'sqlite' | 'postgres'

export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres'; readonly address: PostgresAddress }

/** An open database with the little that differs between the two dialects. */
export interface Connection {
  readonly dialect: DialectName
  readonly db: Database
  /** Calls `wake` soon after another process announced a change; returns how to stop. */
  listen(wake: () => void): () => void
  /** What is between this process and the database. */
  findPooler(): Promise<Pooler>
  /** Does work whose statements may take longer than those of a request. */
  withoutTimeLimits<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export interface ConnectOptions extends PostgresOptions {
  /** The most items that `batched.ts` sends together. */
  readonly batchLimit?: number
  /** Whether the embedded database runs `scan` in a thread of its own; only a process that serves others needs one. */
  readonly scansInThread?: boolean
  /** Hears of every statement its first word and how long it took, seconds. */
  readonly onQuery?: ((operation: string, seconds: number) => void) | undefined
}

/** Opens the database. Nothing is sent to it before the first query. */
export function connect(location: DatabaseLocation, options: ConnectOptions): Connection {
  const connection =
    location.dialect === 'sqlite'
      ? connectSqlite(location.file, options)
      : connectPostgres(location.address, options)
  if (options.batchLimit) batchLimits.set(connection.db, options.batchLimit)
  return connection
}

function connectSqlite(file: string, options: ConnectOptions): Connection {
  const { kyselyDialect, readDirectly } = openSqlite(file)
  const db = new Kysely<Tables>({ dialect: kyselyDialect, ...logOf(options) })
  if (readDirectly) directReads.set(db, readDirectly)
  // A database in memory has only the connection that made it.
  const scans =
    options.scansInThread && file !== ':memory:' ? new SqliteScanThread(file) : undefined
  if (scans) scanRunners.set(db, (sql, parameters) => scans.run(sql, parameters))
  return {
    dialect: 'sqlite',
    db,
    // Polling costs microseconds here (revisions.ts); there is nothing to listen to.
    listen: () => () => {},
    findPooler: async () => 'none',
    withoutTimeLimits: (work) => work(db),
    async close() {
      await scans?.close()
      await db.destroy()
    },
  }
}

function connectPostgres(address: PostgresAddress, options: ConnectOptions): Connection {
  const { kyselyDialect, listen, findPooler } = openPostgres(address, options)
  const db = new Kysely<Tables>({ dialect: kyselyDialect, ...logOf(options) })
  return {
    dialect: 'postgres',
    db,
    listen,
    findPooler,
    async withoutTimeLimits(work) {
      const patient = connectPostgres(address, { ...options, poolSize: 1, isPatient: true })
      return work(patient.db).finally(() => patient.close())
    },
    close: () => db.destroy(),
  }
}

function logOf({ onQuery }: ConnectOptions) {
  if (!onQuery) return {}
  const log = ({ query, queryDurationMillis: milliseconds }: LogEvent) =>
    onQuery(operationOf(query.sql), milliseconds / 1_000)
  return { log }
}

function operationOf(statement: string): string {
  const [, word = 'other'] = /^\s*(select|insert|update|delete|with)\b/i.exec(statement) ?? []
  return word.toLowerCase()
}
