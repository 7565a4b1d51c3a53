import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server to test on, and how to let go of it. */
export interface PostgresServer {
  /** Address of a database on it from which others can be created. */
  readonly url: string
  stop(): void
}

/** The server of TEST_POSTGRES_URL, else one on 127.0.0.1:5432, else one started from installed binaries. */
export async function findPostgres(): Promise<PostgresServer | undefined> {
  const named = process.env['TEST_POSTGRES_URL']
  for (const url of named ? [named] : ['postgres://postgres@127.0.0.1:5432/postgres']) {
    if (await answers(url)) return { url, stop() {} }
  }
  return named ? undefined : startOwnPostgres(ownPort)
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

const ownPort = 54_329

/** A server of one's own, which can be taken away and brought back. */
export interface OwnPostgres extends PostgresServer {
  halt(): void
  start(): void
}

/** Starts a server from installed binaries in a folder of its own; undefined when there are none. */
export function startOwnPostgres(port: number): OwnPostgres | undefined {
  const bin = findBinaries()
  if (!bin) return undefined

  const folder = mkdtempSync(join(tmpdir(), 'latchkey-postgres-'))
  const asPostgres = userSwitch(folder)
  const run = (program: string, ...parameters: string[]) =>
    execFileSync(
      asPostgres[0] ?? join(bin, program),
      [
        ...asPostgres.slice(1),
        ...(asPostgres.length > 0 ? [join(bin, program)] : []),
        ...parameters,
      ],
      { stdio: 'ignore' },
    )

  run('initdb', '-D', folder, '-U', 'postgres', '-A', 'trust', '--no-sync')
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`
  const halt = () => run('pg_ctl', '-D', folder, '-m', 'immediate', 'stop')
  const start = () =>
    run('pg_ctl', '-D', folder, '-o', options, '-l', join(folder, 'log'), '-w', 'start')
  start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    halt,
    start,
    stop() {
      halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that its packages made. */
function userSwitch(folder: string): string[] {
  if (process.getuid?.() !== 0) return []
  const uid = Number(execFileSync('id', ['-u', 'postgres']))
  const gid = Number(execFileSync('id', ['-g', 'postgres']))
  chownSync(folder, uid, gid)
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
}

function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  return readdirSync(root)
    .sort((first, second) => Number(second) - Number(first))
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
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

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
