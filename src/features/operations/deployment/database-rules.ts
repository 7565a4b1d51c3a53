import type { DatabaseLocation } from '../../../database/connect.ts'
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
    applies: ({ config }) => isPlainAndRemote(config.database),
    text: 'The connection to PostgreSQL on another machine is not encrypted.',
    fix: 'Add ?sslmode=verify-full to DATABASE_URL, unless the network between is private.',
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

function isPlainAndRemote(database: DatabaseLocation): boolean {
  if (database.dialect === 'sqlite') return false
  const { hostname, searchParams } = new URL(database.url)
  const isLocal = /^(localhost|127\..*|\[::1\])?$/.test(hostname)
  return !isLocal && /^(disable|allow|prefer)?$/.test(searchParams.get('sslmode') ?? '')
}
