import { setTimeout as sleep } from 'node:timers/promises'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import type { SqliteResult, SqliteStatements } from './sqlite-statements.ts'

/** How long a statement waits for the write lock while another process has it. */
const lockTimeoutMilliseconds = 5_000
const maxPauseMilliseconds = 20

export interface SqliteConnections {
  readonly writer: SqliteStatements
  /** Reads what is committed, without waiting for a writer; absent for a database in memory. */
  readonly reader: SqliteStatements | undefined
}

/**
 * Runs the statements of one process on two connections, one of which may write. Writers take turns. While another
 * process has the write lock, the writer whose turn it is asks again after a pause: neither the event loop nor reads
 * wait with it.
 */
export class SqliteDriver implements Driver {
  readonly #connections: SqliteConnections
  readonly #eventLoop = new EventLoop()
  #lastTurn: Promise<void> = Promise.resolve()

  constructor(connections: SqliteConnections) {
    this.#connections = connections
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    await this.#eventLoop.giveWay()
    return new SqliteConnection(this.#connections, () => this.#takeTurn())
  }

  beginTransaction(connection: SqliteConnection): Promise<void> {
    return connection.begin()
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.commit()
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    connection.rollback()
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.rollback()
  }

  async destroy(): Promise<void> {
    this.#connections.reader?.connection.close()
    this.#connections.writer.connection.close()
  }

  /** Waits for the writers that came before; returns how to end the turn. */
  async #takeTurn(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const previous = this.#lastTurn
    this.#lastTurn = promise
    await previous
    return resolve
  }
}

const maxHoldMilliseconds = 2

/**
 * Statements run in this thread, and who awaits one after the other would hold up everybody else until the last: after a
 * while the next one waits until the others had their turn.
 */
class EventLoop {
  #heldSince: number | undefined

  giveWay(): Promise<void> | undefined {
    if (this.#heldSince === undefined) {
      this.#heldSince = performance.now()
      setImmediate(() => {
        this.#heldSince = undefined
      })
    } else if (performance.now() - this.#heldSince > maxHoldMilliseconds) {
      return new Promise((resolve) => setImmediate(resolve))
    }
    return undefined
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #connections: SqliteConnections
  readonly #takeTurn: () => Promise<() => void>
  /** Present inside a transaction. */
  #endTurn: (() => void) | undefined

  constructor(connections: SqliteConnections, takeTurn: () => Promise<() => void>) {
    this.#connections = connections
    this.#takeTurn = takeTurn
  }

  async begin(): Promise<void> {
    const giveUpAt = performance.now() + lockTimeoutMilliseconds
    const endTurn = await this.#takeTurn()
    try {
      // A deferred transaction that reads and then writes fails at once when another process wrote between.
      await whenUnlocked(giveUpAt, () => this.#connections.writer.run('begin immediate'))
      this.#endTurn = endTurn
    } catch (error) {
      endTurn()
      throw error
    }
  }

  commit(): void {
    this.#connections.writer.run('commit')
    this.#endTransaction()
  }

  /** Does nothing after a commit. */
  rollback(): void {
    if (!this.#endTurn) return
    // A full disk rolls back automatically; a second time would hide that error behind its own.
    const { writer } = this.#connections
    if (writer.connection.inTransaction) writer.run('rollback')
    this.#endTransaction()
  }

  #endTransaction(): void {
    this.#endTurn?.()
    this.#endTurn = undefined
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    return toQueryResult<Row>(
      this.#endTurn
        ? this.#connections.writer.run(sql, parameters)
        : await this.#runAlone(sql, parameters),
    )
  }

  async #runAlone(sql: string, parameters: readonly unknown[]): Promise<SqliteResult> {
    const giveUpAt = performance.now() + lockTimeoutMilliseconds
    const { reader, writer } = this.#connections
    if (reader && mayBeQuery.test(sql) && reader.get(sql).isQuery) {
      return whenUnlocked(giveUpAt, () => reader.run(sql, parameters))
    }

    const endTurn = await this.#takeTurn()
    try {
      return await whenUnlocked(giveUpAt, () => writer.run(sql, parameters))
    } finally {
      endTurn()
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for it, and nothing here streams.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows of SQLite are not streamed')
  }
}

// Pragmas count as readonly too, even those that set something on their connection.
const mayBeQuery = /^\s*(select|with)\b/i

/** Does it when no other process has the lock, and blocks nothing in the meantime. @throws SQLITE_BUSY after the time. */
async function whenUnlocked<Result>(giveUpAt: number, work: () => Result): Promise<Result> {
  for (let pause = 1; ; pause = Math.min(pause * 2, maxPauseMilliseconds)) {
    try {
      return work()
    } catch (error) {
      if (!isLocked(error) || performance.now() > giveUpAt) throw error
    }
    await sleep(pause)
  }
}

/** Whether another process has the lock that a statement of SQLite needs. */
export function isLocked(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY')
}

function toQueryResult<Row>({ rows, counts }: SqliteResult): QueryResult<Row> {
  return counts
    ? { rows: [], insertId: BigInt(counts.lastId), numAffectedRows: BigInt(counts.changes) }
    : { rows: rows as Row[] }
}
