import type { DatabaseLocation } from '../../../database/connect.ts'
import { isOnThisMachine, type SslMode } from '../../../database/postgres-url.ts'
import type { Rule } from './finding.ts'

const link = '/docs/guides/postgresql-and-nodes/'

export const databaseRules: readonly Rule[] = [
  {
    id: 'database_in_memory',
    severity: 'error',
    applies: ({ config: { database } }) =>
      database.dialect === 'sqlite' && database.file.startsWith(':memory:'),
    text: 'The database is in memory: every account is gone when the server stops.',
    fix: 'Set DATABASE_URL to sqlite:path/to/file.db or to a PostgreSQL.',
    link,
  },
  {
    id: 'database_unencrypted',
    severity: 'warning',
    applies: ({ config }) => isRemoteWith(config.database, ['disable', 'allow', 'prefer']),
    text: 'The connection to PostgreSQL on another machine may be unencrypted.',
    fix: 'Add ?sslmode=verify-full to DATABASE_URL, unless the network between is private.',
    link,
  },
  {
    id: 'database_unverified',
    severity: 'info',
    applies: ({ config }) => isRemoteWith(config.database, ['require']),
    text: 'The connection to PostgreSQL is encrypted, but the certificate of the server is not verified.',
    fix: 'Set sslmode=verify-full in DATABASE_URL, with sslrootcert where the authority is your own.',
    link,
  },
  {
    id: 'sqlite_workers',
    severity: 'info',
    applies: ({ config }) => config.database.dialect === 'sqlite' && config.workers > 1,
    text: ({ config }) =>
      `${config.workers} workers share one SQLite file, which is safe on one machine with a local disk.`,
    fix: 'Nothing. For several machines, or a network disk, use PostgreSQL.',
    link,
  },
]

/** Whether someone in between may read or change what is said. */
function isRemoteWith(database: DatabaseLocation, modes: readonly SslMode[]): boolean {
  if (database.dialect === 'sqlite') return false
  const { hosts, sslMode, sslRootCert } = database.address
  return !hosts.every(isOnThisMachine) && modes.includes(sslMode) && sslRootCert === undefined
}
