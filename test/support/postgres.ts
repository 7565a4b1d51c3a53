import pg from 'pg'
import { startOwnPostgres } from './own-postgres.ts'

/** A PostgreSQL server to test on, and how to let go of it. */
export interface PostgresServer {
  /** Address of a database on it from which others can be created. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * The server of TEST_POSTGRES_URL, else one started from installed binaries, which need not wait for a disk, else one on
 * 127.0.0.1:5432.
 */
export async function findPostgres(): Promise<PostgresServer | undefined> {
  const named = process.env['TEST_POSTGRES_URL']
  // Hundreds of small databases come and go, and nobody replicates or vacuums them.
  const settings = {
    max_connections: '300',
    autovacuum: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    full_page_writes: 'off',
  }
  // Programs may be there that this user cannot run.
  const own = named ? undefined : await startOwnPostgres({ settings }).catch(() => undefined)
  if (own) return own
  const url = named ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  return (await answers(url)) ? { url, async stop() {} } : undefined
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Runs statements on the database at `url`, one after another. */
export async function runOnPostgres(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The first column of what a query returns. */
export async function queryPostgres(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' })
    return rows.map(([value]) => value)
  } finally {
    await client.end()
  }
}

/** The processes of PostgreSQL that serve connections of Latchkey. */
export async function findBackends(url: string): Promise<number[]> {
  const statement = `select pid from pg_stat_activity where application_name = 'latchkey'`
  return (await queryPostgres(url, statement)) as number[]
}

/** Ends the connections of Latchkey, as an administrator or a failing network does. */
export async function terminateBackends(url: string): Promise<void> {
  const statement = `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'latchkey'`
  await queryPostgres(url, statement)
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
