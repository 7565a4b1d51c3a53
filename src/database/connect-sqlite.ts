import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { type Dialect, SqliteAdapter, SqliteDialect, type SqliteStatement } from 'kysely'
import { isAddressInNetwork } from './client-addresses.ts'
import type { ReadDirectly } from './prepared.ts'

// Writers of other processes (workers, the command line) hold the lock for a commit at most.
const busyTimeoutMilliseconds = 5_000

/**
 * Opens the embedded database durably (WAL with `synchronous=FULL`, so an acknowledged success survives
 * kill -9 and power loss) and gives Kysely a view of it with three dialect facts built in: statements
 * are prepared once, a transaction takes its write lock when it begins, and booleans are booleans.
 */
export function openSqlite(file: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const sqlite = new SqliteDatabase(file, { timeout: busyTimeoutMilliseconds })
  switchToWriteAheadLog(sqlite)
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.function('address_in_network', { deterministic: true }, isAddressInNetwork)

  const reader = openReader(file)
  const statements = new Map<string, SqliteStatement>()
  const kyselyDialect: Dialect = new TransactionalSqliteDialect({
    database: {
      prepare: (sql) => prepareOnce(sqlite, statements, sql),
      close() {
        reader?.close()
        sqlite.close()
      },
    },
  })

  return {
    kyselyDialect,
    readDirectly: reader?.read,
    // Polling costs microseconds here (revisions.ts); there is nothing to listen to.
    listen: () => () => {},
  }
}

/** SQLite changes its schema inside transactions, on which Kysely does not rely unless told. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const retryMilliseconds = 20

/** Of several processes that open a new file at once one switches it; SQLite lets the others fail, not wait. */
function switchToWriteAheadLog(sqlite: SqliteDatabase.Database): void {
  const giveUpAt = performance.now() + busyTimeoutMilliseconds
  for (;;) {
    try {
      sqlite.pragma('journal_mode = WAL')
      return
    } catch (error) {
      const isBusy = (error as { code?: string }).code === 'SQLITE_BUSY'
      if (!isBusy || performance.now() > giveUpAt) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMilliseconds)
    }
  }
}

/** A second connection for hot reads; a database in memory has only the one that made it. */
function openReader(file: string): { read: ReadDirectly; close(): void } | undefined {
  if (file === ':memory:') return undefined
  const sqlite = new SqliteDatabase(file, { readonly: true, timeout: busyTimeoutMilliseconds })
  const statements = new Map<string, SqliteStatement>()
  return {
    read: (sql, parameters) => prepareOnce(sqlite, statements, sql).all(parameters),
    close: () => sqlite.close(),
  }
}

const preparedStatementLimit = 500

function prepareOnce(
  sqlite: SqliteDatabase.Database,
  statements: Map<string, SqliteStatement>,
  sql: string,
): SqliteStatement {
  const known = statements.get(sql)
  if (known) return known

  // A deferred transaction that reads and then writes fails at once when another process wrote between.
  const prepared = withBooleans(sqlite.prepare(sql === 'begin' ? 'begin immediate' : sql))
  const statement = sql === 'rollback' ? onlyInTransaction(sqlite, prepared) : prepared
  if (statements.size >= preparedStatementLimit) statements.clear()
  statements.set(sql, statement)
  return statement
}

/** A full disk rolls the transaction back by itself; a second time would hide that error behind its own. */
function onlyInTransaction(
  sqlite: SqliteDatabase.Database,
  statement: SqliteStatement,
): SqliteStatement {
  const nothing = { changes: 0, lastInsertRowid: 0 }
  return {
    ...statement,
    run: (parameters) => (sqlite.inTransaction ? statement.run(parameters) : nothing),
  }
}

/** SQLite stores booleans as 0 and 1: bind them so, and give them back by the column's declared type. */
function withBooleans(statement: SqliteDatabase.Statement): SqliteStatement {
  const booleanColumns = statement.reader
    ? statement
        .columns()
        .filter((column) => column.type?.toLowerCase() === 'boolean')
        .map((column) => column.name)
    : []

  function revive(row: unknown) {
    const record = row as Record<string, unknown>
    for (const name of booleanColumns) record[name] = record[name] === 1
    return record
  }

  return {
    reader: statement.reader,
    all: (parameters) => {
      const rows = statement.all(...bindable(parameters))
      return booleanColumns.length === 0 ? rows : rows.map(revive)
    },
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: function* (parameters) {
      for (const row of statement.iterate(...bindable(parameters))) yield revive(row)
    },
  }
}

function bindable(parameters: ReadonlyArray<unknown>): unknown[] {
  return parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value))
}
