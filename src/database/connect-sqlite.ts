import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type SqliteDatabase from 'better-sqlite3'
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { ReadDirectly } from './prepared.ts'
import { openReader, openWriter } from './sqlite-connections.ts'
import { isLocked, SqliteDriver } from './sqlite-driver.ts'
import { SqliteStatements } from './sqlite-statements.ts'

/**
 * Opens the embedded database durably (WAL with `synchronous=FULL`, so an acknowledged success survives
 * kill -9 and power loss) and gives Kysely a view of it with the dialect's facts built in: statements are prepared
 * once, a transaction takes its write lock when it begins, booleans are booleans, and no wait blocks the process.
 */
export function openSqlite(file: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const writer = openWriter(file)
  switchToWriteAheadLog(writer)
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  // A database in memory has only the connection that made it.
  const reader = file === ':memory:' ? undefined : openReader(file)
  const connections = {
    writer: new SqliteStatements(writer),
    reader: reader && new SqliteStatements(reader),
  }

  const kyselyDialect: Dialect = {
    createDriver: () => new SqliteDriver(connections),
    createAdapter: () => new EmbeddedAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
  return { kyselyDialect, readDirectly: connections.reader && directly(connections.reader) }
}

class EmbeddedAdapter extends SqliteAdapter {
  /** The driver lets writers take turns, where Kysely would let everybody wait for everybody. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  /** SQLite changes its schema inside transactions, on which Kysely does not rely unless told. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const openTimeoutMilliseconds = 5_000
const openRetryMilliseconds = 20

/** Of several processes that open a new file at once one switches it; SQLite lets the others fail, not wait. */
function switchToWriteAheadLog(sqlite: SqliteDatabase.Database): void {
  const giveUpAt = performance.now() + openTimeoutMilliseconds
  for (;;) {
    try {
      sqlite.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (!isLocked(error) || performance.now() > giveUpAt) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, openRetryMilliseconds)
    }
  }
}

interface WaitingRead {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly resolve: (rows: unknown[] | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * For hot reads. Those that are asked for in one turn of the event loop share a transaction, whose locks cost 2.8 of the
 * 4 µs of a single read. It begins when all have been asked for, so that each sees what was committed before. Gives up
 * where it would have to wait, as after a crash of another process.
 */
function directly(reader: SqliteStatements): ReadDirectly {
  let waiting: WaitingRead[] = []

  function readAll(): void {
    const reads = waiting
    waiting = []
    // A closed connection refuses each read by itself, and a disk that fails has ended the transaction.
    if (reads.length > 1 && reader.connection.open) reader.run('begin')
    for (const read of reads) readOne(reader, read)
    if (reader.connection.inTransaction) reader.run('commit')
  }

  return (sql, parameters) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(readAll)
      waiting.push({ sql, parameters, resolve, reject })
    })
}

function readOne(
  reader: SqliteStatements,
  { sql, parameters, resolve, reject }: WaitingRead,
): void {
  try {
    resolve(reader.run(sql, parameters).rows)
  } catch (error) {
    if (isLocked(error)) resolve(undefined)
    else reject(error)
  }
}
