import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { DatabaseLocation } from './connect.ts'
import { openPostgres } from './connect-postgres.ts'

/** A database of another program. Nothing here can write to it. */
export type ForeignDatabase = Kysely<unknown>

/** Opens another program's database for reading; the file must exist, a server is asked later. */
export function connectReadOnly(location: DatabaseLocation): ForeignDatabase {
  if (location.dialect === 'sqlite') {
    const database = new SqliteDatabase(location.file, { readonly: true, fileMustExist: true })
    return new Kysely({ dialect: new SqliteDialect({ database }) })
  }
  const { kyselyDialect } = openPostgres(
    { ...location.address, applicationName: 'latchkey import' },
    { poolSize: 1, isPatient: true, subject: 'The source', onConnectionError: () => {} },
  )
  return new Kysely({ dialect: kyselyDialect })
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
