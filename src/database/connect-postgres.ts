import { PostgresDialect } from 'kysely'
import { listen } from './listen.ts'
import { clientOptionsFor, openPool, type PoolOptions } from './postgres-pool.ts'

/** Opens a pool on PostgreSQL. A lost connection is reported and replaced; no query waits for ever. */
export function openPostgres(url: string, options: PoolOptions) {
  const clientOptions = clientOptionsFor(url)
  return {
    kyselyDialect: new PostgresDialect({ pool: openPool(url, options) }),
    readDirectly: undefined,
    listen: (wake: () => void) =>
      listen({ clientOptions, wake, onConnectionError: options.onConnectionError }),
  }
}
