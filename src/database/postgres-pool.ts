import pg from 'pg'
import { explainStatementError } from './connect-errors.ts'
import type { Clients } from './postgres-client.ts'
import type { PostgresAddress } from './postgres-url.ts'
import { preparedStatements } from './prepared.ts'

export interface PoolOptions {
  readonly address: PostgresAddress
  readonly clients: Clients
  /** The most connections to PostgreSQL that this process holds. */
  readonly poolSize: number
  readonly statements: StatementOptions
}

export interface StatementOptions {
  /** Whether hot statements are sent by name, which the server remembers for each connection. */
  readonly areNamed: boolean
  /** What begins a transaction. */
  readonly begin: string
}

/**
 * A pool for Kysely that replaces lost connections and never hands on one on which a statement may still run or a
 * transaction may still be open.
 */
export function openPool({ address, clients, poolSize, statements }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    Client: clients.Client,
    max: poolSize,
    // After that of the client, which knows better what happened.
    connectionTimeoutMillis: address.connectTimeoutSeconds * 1_000 + 500,
    // A connection that is idle or says good-bye to a server that does not respond keeps no process from ending.
    allowExitOnIdle: true,
  })
  // The client reports its errors itself, also while it is not in the pool.
  pool.on('error', () => {})

  const connect = async () =>
    checkedOut(await clients.withEveryHost(() => pool.connect()), { address, statements })
  return { connect, end: () => pool.end(), options: pool.options } as unknown as pg.Pool
}

interface Checkout {
  readonly address: PostgresAddress
  readonly statements: StatementOptions
}

/** Sends hot statements under their name, and closes the connection at release unless it is known to be idle. */
function checkedOut(client: pg.PoolClient, { address, statements }: Checkout): pg.PoolClient {
  let isInDoubt = false

  function send(sql: string, values?: unknown[]) {
    if (sql === 'begin') return client.query(statements.begin)
    const prepared = preparedStatements.get(sql)
    if (!prepared) return client.query(sql, values)
    return client.query({
      ...(statements.areNamed ? { name: prepared.name } : {}),
      text: sql,
      values: values ?? [],
      query_timeout: prepared.timeLimitMilliseconds,
    } as pg.QueryConfig)
  }

  function query(sql: string, values?: unknown[]): Promise<unknown> {
    if (isInDoubt) return withoutConnection(sql)
    return send(sql, values).catch((error: unknown) => {
      isInDoubt = leavesDoubt(error)
      throw explainStatementError(error, address)
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

// Connection exceptions, shutdown of the server or of the session, a transaction that was idle for too long, and a
// server that takes no writes, as a primary that has become a standby.
const endsConnection = /^(08...|57P0.|25P03|25006)$/

/** Whether it is unknown if the statement ran, still runs or will run. An error reported by the server is an outcome. */
function leavesDoubt(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || endsConnection.test(error.code ?? '')
}
