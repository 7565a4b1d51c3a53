import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparedStatementNames } from './prepared.ts'

export const changesChannel = 'latchkey_changes'

const connectTimeoutMilliseconds = 5_000
const queryTimeoutMilliseconds = 10_000
const relistenDelayMilliseconds = 1_000

// int8 comes as text because it may exceed 2^53; ours are ids, counts and milliseconds, which do not.
const parsers = new pg.TypeOverrides()
parsers.setTypeParser(pg.types.builtins.INT8, Number)
parsers.setTypeParser(pg.types.builtins.NUMERIC, Number)

export interface ConnectOptions {
  /** The most connections to PostgreSQL that this process holds. */
  readonly poolSize: number
  readonly onConnectionError: (error: Error) => void
}

/** Opens a pool on PostgreSQL. A lost connection is reported and replaced; no query waits for ever. */
export function openPostgres(url: string, options: ConnectOptions) {
  const clientOptions: pg.ClientConfig = {
    connectionString: url,
    types: parsers,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    query_timeout: queryTimeoutMilliseconds,
    keepAlive: true,
    application_name: 'latchkey',
  }
  const pool = new pg.Pool({ ...clientOptions, max: options.poolSize })
  pool.on('error', options.onConnectionError)

  const kyselyDialect: Dialect = new PostgresDialect({
    pool: {
      connect: async () => withStatementNames(await pool.connect()),
      end: () => pool.end(),
      options: pool.options,
    } as pg.Pool,
  })

  return {
    kyselyDialect,
    readDirectly: undefined,
    listen: (wake: () => void) => listen({ clientOptions, wake, ...options }),
  }
}

/** Sends hot statements under a name, so that the server parses and plans each once a connection. */
function withStatementNames(client: pg.PoolClient): pg.PoolClient {
  return Object.create(client, {
    query: {
      value: (sql: unknown, values?: unknown[]) => {
        const name = typeof sql === 'string' ? preparedStatementNames.get(sql) : undefined
        return name
          ? client.query({ name, text: sql as string, values: values ?? [] })
          : client.query(sql as string, values)
      },
    },
    release: { value: (error?: Error | boolean) => client.release(error) },
  })
}

interface Listening {
  readonly clientOptions: pg.ClientConfig
  readonly wake: () => void
  readonly onConnectionError: (error: Error) => void
}

/** Keeps one connection on LISTEN, and opens it again when it is lost. */
function listen({ clientOptions, wake, onConnectionError }: Listening): () => Promise<void> {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function open() {
    const opening = new pg.Client(clientOptions)
    client = opening
    opening.on('notification', wake)
    opening.on('error', onConnectionError)
    opening.on('end', reopen)
    await opening.connect()
    await opening.query(`listen ${changesChannel}`)
    wake()
  }

  function reopen() {
    if (stopped) return
    clearTimeout(retry)
    retry = setTimeout(() => open().catch(reopen), relistenDelayMilliseconds)
  }

  open().catch((error: Error) => {
    onConnectionError(error)
    reopen()
  })

  return async () => {
    stopped = true
    clearTimeout(retry)
    await client?.end().catch(() => {})
  }
}
