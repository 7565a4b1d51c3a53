import SqliteDatabase from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import type { DatabaseLocation } from './connect.ts'

/** A database of another program. Nothing here can write to it. */
export type ForeignDatabase = Kysely<unknown>

const connectTimeoutMilliseconds = 10_000

/** Opens another program's database for reading; the file must exist, a server is asked later. */
export function connectReadOnly(location: DatabaseLocation): ForeignDatabase {
  if (location.dialect === 'sqlite') {
    const database = new SqliteDatabase(location.file, { readonly: true, fileMustExist: true })
    return new Kysely({ dialect: new SqliteDialect({ database }) })
  }
  const pool = new pg.Pool({
    connectionString: location.url,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    application_name: 'latchkey import',
    max: 1,
  })
  pool.on('error', () => {})
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

/** Runs `read` on one unchanging state of the database, in a transaction that cannot write. */
export function readSnapshot<Result>(
  db: ForeignDatabase,
  { dialect }: DatabaseLocation,
  read: (db: ForeignDatabase) => Promise<Result>,
): Promise<Result> {
  const transaction = db.transaction()
  return dialect === 'sqlite'
    ? transaction.execute(read)
    : transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
}
