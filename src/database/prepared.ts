import { type Compilable, type CompiledQuery, SelectQueryNode } from 'kysely'
import type { Database } from './tables.ts'

export interface PreparedStatement {
  /** Under which PostgreSQL keeps its plan. */
  readonly name: string
  /** How long it may take, where that is less than for others. */
  readonly timeLimitMilliseconds?: number
}

/** The hot statements by their SQL. Filled by `prepared`. */
export const preparedStatements = new Map<string, PreparedStatement>()

/** Runs a SELECT without waiting for anything that writes; resolves to undefined when it would have to wait all the same. */
export type ReadDirectly = (
  sql: string,
  parameters: readonly unknown[],
) => Promise<unknown[] | undefined>

/**
 * The embedded database reads on a connection of its own: a hot SELECT outside a transaction waits for no
 * transaction that is open in this process, and sees only what is committed.
 */
export const directReads = new WeakMap<Database, ReadDirectly>()

/** Stands for a value that is known at each call; `name` is a key of the call's arguments. */
class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

type Place<Arguments> = <Name extends keyof Arguments & string>(name: Name) => Arguments[Name]

/**
 * A hot statement: compiled by Kysely once for each database (25 to 30 µs saved at every call) and run
 * prepared. `build` gets a function that marks where the argument of that name goes.
 */
export function prepared<Arguments extends object, Row>(
  statement: string | PreparedStatement,
  build: (db: Database, place: Place<Arguments>) => Compilable<Row>,
): (db: Database, values: Arguments) => Promise<Row[]> {
  // The executor of a transaction differs from the database's, but the SQL depends on the dialect alone.
  const compiledByDialect = new Map<unknown, CompiledQuery<Row>>()

  function compileFor(db: Database): CompiledQuery<Row> {
    const dialect = db.getExecutor().adapter.constructor
    const known = compiledByDialect.get(dialect)
    if (known) return known

    // The marker travels through Kysely as if it were a value; it is replaced before anything is sent.
    const place = ((argument: string) => new Placeholder(argument)) as unknown as Place<Arguments>
    const compiled = build(db, place).compile()
    compiledByDialect.set(dialect, compiled)
    preparedStatements.set(
      compiled.sql,
      typeof statement === 'string' ? { name: statement } : statement,
    )
    return compiled
  }

  return async (db, values) => {
    const compiled = compileFor(db)
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder
        ? (values as Record<string, unknown>)[parameter.name]
        : parameter,
    )
    const readDirectly = SelectQueryNode.is(compiled.query) ? directReads.get(db) : undefined
    const rows = readDirectly && (await readDirectly(compiled.sql, parameters))
    if (rows) return rows as Row[]
    const result = await db.executeQuery<Row>({ ...compiled, parameters })
    return result.rows
  }
}
