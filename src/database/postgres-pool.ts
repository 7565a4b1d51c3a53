import pg from 'pg'
import { preparedStatementNames } from './prepared.ts'

const connectTimeoutMilliseconds = 5_000
const queryTimeoutMilliseconds = 10_000

// Shorter than ours, so that PostgreSQL gives up first and says so; they also bound what a lost client leaves behind.
const statementTimeoutMilliseconds = 8_000
const idleInTransactionTimeoutMilliseconds = 8_000

const sessionLimits = `set statement_timeout = ${statementTimeoutMilliseconds};
  set idle_in_transaction_session_timeout = ${idleInTransactionTimeoutMilliseconds}`

// int8 comes as text because it may exceed 2^53; ours are ids, counts and milliseconds, which do not.
const parsers = new pg.TypeOverrides()
parsers.setTypeParser(pg.types.builtins.INT8, Number)
parsers.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** How every connection is made, pooled or not. */
export function clientOptionsFor(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    types: parsers,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    query_timeout: queryTimeoutMilliseconds,
    keepAlive: true,
    application_name: 'latchkey',
  }
}

export interface PoolOptions {
  /** The most connections to PostgreSQL that this process holds. */
  readonly poolSize: number
  readonly onConnectionError: (error: Error) => void
}

/**
 * A pool for Kysely that replaces lost connections, lets no query wait for ever, and never hands on a connection
 * on which a statement may still run or a transaction may still be open.
 */
export function openPool(url: string, { poolSize, onConnectionError }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientOptionsFor(url),
    max: poolSize,
    // A connection that is idle or says good-bye to a server that does not respond keeps no process from ending.
    allowExitOnIdle: true,
    // By a statement, since PgBouncer refuses them as start-up parameters.
    onConnect: async (client) => void (await client.query(sessionLimits)),
  })
  // The pool listens to idle connections alone: without a listener of ours, losing a busy one would end the process.
  pool.on('connect', (client) => client.on('error', onConnectionError))
  pool.on('error', () => {})

  return {
    connect: async () => checkedOut(await pool.connect()),
    end: () => pool.end(),
    options: pool.options,
  } as pg.Pool
}

/** Sends hot statements under their name, and closes the connection at release unless it is known to be idle. */
function checkedOut(client: pg.PoolClient): pg.PoolClient {
  let isInDoubt = false

  function query(sql: string, values?: unknown[]) {
    if (isInDoubt) return withoutConnection(sql)
    const name = preparedStatementNames.get(sql)
    const sent = name
      ? client.query({ name, text: sql, values: values ?? [] })
      : client.query(sql, values)
    return sent.catch((error: unknown) => {
      isInDoubt = leavesDoubt(error)
      throw error
    })
  }

  return Object.create(client, {
    query: { value: query },
    release: {
      value: () => client.release(isInDoubt || client.getTransactionStatus() !== 'I'),
    },
  })
}

/** After a timeout or a lost connection nothing more is sent; closing the connection is what rolls back. */
function withoutConnection(sql: string): Promise<unknown> {
  return sql === 'rollback'
    ? Promise.resolve({ command: 'ROLLBACK', rows: [] })
    : Promise.reject(new Error('Connection terminated after a statement of unknown outcome'))
}

// Connection exceptions, shutdown of the server or of the session, a transaction that was idle for too long.
const endsConnection = /^(08...|57P0.|25P03)$/

/** Whether it is unknown if the statement ran, still runs or will run. An error reported by the server is an outcome. */
function leavesDoubt(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || endsConnection.test(error.code ?? '')
}
