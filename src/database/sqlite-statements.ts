import type SqliteDatabase from 'better-sqlite3'

export interface SqliteResult {
  readonly rows: unknown[]
  /** Of a statement that has no rows. */
  readonly counts: { readonly changes: number; readonly lastId: number | bigint } | undefined
}

export interface SqliteStatement {
  /** Whether it only reads, so that any connection may run it. */
  readonly isQuery: boolean
  run(parameters: readonly unknown[]): SqliteResult
}

const statementLimit = 500

/** The statements of one connection, each prepared once. */
export class SqliteStatements {
  readonly connection: SqliteDatabase.Database
  readonly #prepared = new Map<string, SqliteStatement>()

  constructor(connection: SqliteDatabase.Database) {
    this.connection = connection
  }

  get(sql: string): SqliteStatement {
    const known = this.#prepared.get(sql)
    if (known) return known

    const statement = withBooleans(this.connection.prepare(sql))
    if (this.#prepared.size >= statementLimit) this.#prepared.clear()
    this.#prepared.set(sql, statement)
    return statement
  }

  run(sql: string, parameters: readonly unknown[] = []): SqliteResult {
    return this.get(sql).run(parameters)
  }
}

/** SQLite stores booleans as 0 and 1: bind them so, and give them back by the column's declared type. */
function withBooleans(statement: SqliteDatabase.Statement): SqliteStatement {
  if (!statement.reader) {
    return {
      isQuery: false,
      run(parameters) {
        const { changes, lastInsertRowid } = statement.run(...bindable(parameters))
        return { rows: [], counts: { changes, lastId: lastInsertRowid } }
      },
    }
  }

  const booleanColumns = statement
    .columns()
    .filter((column) => column.type?.toLowerCase() === 'boolean')
    .map((column) => column.name)
  return {
    isQuery: statement.readonly,
    run(parameters) {
      const rows = statement.all(...bindable(parameters)) as Record<string, unknown>[]
      if (booleanColumns.length === 0) return { rows, counts: undefined }
      for (const row of rows) for (const name of booleanColumns) row[name] = row[name] === 1
      return { rows, counts: undefined }
    },
  }
}

function bindable(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value))
}
