import { PostgresAdapter, PostgresDialect } from 'kysely'
import { listen } from './listen.ts'
import { findPooler } from './pooler.ts'
import { clientsFor } from './postgres-client.ts'
import { openPool } from './postgres-pool.ts'
import type { PostgresAddress } from './postgres-url.ts'

export interface PostgresOptions {
  /** The most connections to PostgreSQL that this process holds. */
  readonly poolSize: number
  /** False behind a pooler that lends a connection for one transaction: nothing then outlives a transaction. */
  readonly usesPreparedStatements?: boolean
  /** Whether statements may take as long as they like, as those of a migration. */
  readonly isPatient?: boolean
  readonly onConnectionError: (error: Error) => void
  /** Which database, for people; that of DATABASE_URL unless said otherwise. */
  readonly subject?: string
}

// Shorter than the client's own, so that PostgreSQL gives up first and says so; they also bound what a client that
// is gone leaves behind.
const limits = {
  statement_timeout: 8_000,
  idle_in_transaction_session_timeout: 8_000,
}

/** Opens a pool on PostgreSQL. A lost connection is reported and replaced; no query waits for ever. */
export function openPostgres(address: PostgresAddress, options: PostgresOptions) {
  const { poolSize, usesPreparedStatements = true, isPatient = false, onConnectionError } = options
  // By statements, since PgBouncer refuses them as parameters of the connection.
  const settings = (scope: string) =>
    isPatient
      ? ''
      : Object.entries(limits)
          .map(([name, value]) => `set ${scope}${name} = ${value};`)
          .join('')
  const clients = clientsFor(address, {
    sessionSettings: usesPreparedStatements ? settings('') : '',
    isPatient,
    onConnectionError,
    ...(options.subject ? { subject: options.subject } : {}),
  })
  const statements = {
    areNamed: usesPreparedStatements,
    begin: usesPreparedStatements ? 'begin' : `begin;${settings('local ')}`,
  }

  return {
    kyselyDialect: new Dialect({
      pool: openPool({ address, clients, poolSize, statements }),
    }),
    listen: (wake: () => void) =>
      usesPreparedStatements
        ? listen({ openClient: clients.openClient, wake, onConnectionError })
        : () => {},
    findPooler: () => findPooler(clients.openClient),
  }
}

class Dialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new Adapter()
  }
}

/** Without Kysely's lock, which belongs to a session: migrate.ts takes one that ends with its transaction. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
