import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
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
  /** A fast restart, as an administrator does it, while the test goes on. */
  restart(): Promise<void>
}

/** Starts a server from installed binaries in a folder of its own; undefined when there are none. */
export function startOwnPostgres(port: number): OwnPostgres | undefined {
  const bin = findBinaries()
  if (!bin) return undefined

  const folder = mkdtempSync(join(tmpdir(), 'latchkey-postgres-'))
  const asPostgres = userSwitch(folder)
  const commandLine = (program: string, parameters: string[]) => {
    const [first = '', ...rest] = [...asPostgres, join(bin, program), ...parameters]
    return [first, rest] as const
  }
  const run = (program: string, ...parameters: string[]) =>
    execFileSync(...commandLine(program, parameters), { stdio: 'ignore' })

  run('initdb', '-D', folder, '-U', 'postgres', '-A', 'trust', '--no-sync')
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`
  const halt = () => run('pg_ctl', '-D', folder, '-m', 'immediate', 'stop')
  const start = () =>
    run('pg_ctl', '-D', folder, '-o', options, '-l', join(folder, 'log'), '-w', 'start')
  const restart = async () => {
    const control = ['-D', folder, '-m', 'fast', '-o', options, '-l', join(folder, 'log'), '-w']
    await promisify(execFile)(...commandLine('pg_ctl', [...control, 'restart']))
  }
  start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    halt,
    start,
    restart,
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
