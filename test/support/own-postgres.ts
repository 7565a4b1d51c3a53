import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { scratchFolder } from './scratch-folder.ts'

/** A server of one's own, which can be taken away and brought back. */
export interface OwnPostgres {
  /** Address of the database `postgres` on it. */
  readonly url: string
  readonly port: number
  /** Its data; its Unix socket is in there too. */
  readonly folder: string
  start(): Promise<void>
  /** Ends it at once, as a crash does. */
  halt(): Promise<void>
  /** A fast restart, as an administrator does it. */
  restart(): Promise<void>
  /** Starts another server that replicates this one. */
  createStandby(): Promise<OwnPostgres>
  /** Makes a standby the primary. */
  promote(): Promise<void>
  /** Ends it for good, with its standbys, and deletes its data. */
  stop(): Promise<void>
}

export interface OwnPostgresOptions {
  /** Settings of PostgreSQL. */
  readonly settings?: Readonly<Record<string, string>>
  /** Further parameters of initdb. */
  readonly initdb?: readonly string[]
}

/** Starts a server from installed binaries in a folder of its own; undefined when there are none. */
export async function startOwnPostgres({
  settings = {},
  initdb = [],
}: OwnPostgresOptions = {}): Promise<OwnPostgres | undefined> {
  const programs = findPrograms()
  if (!programs) return undefined
  const folder = createFolder()
  await programs('initdb', '-D', folder, '-U', 'postgres', '-A', 'trust', '--no-sync', ...initdb)
  return startIn(folder, programs, settings)
}

type Programs = (program: string, ...parameters: string[]) => Promise<unknown>

async function startIn(
  folder: string,
  programs: Programs,
  settings: Readonly<Record<string, string>>,
): Promise<OwnPostgres> {
  const port = await freePort()
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    ...settings,
  }
  const options = Object.entries(all)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ')
  const control = (action: string, ...parameters: string[]) =>
    programs('pg_ctl', action, '-D', folder, '-w', ...parameters)
  const starting = ['-o', options, '-l', join(folder, 'log')]
  const standbys: OwnPostgres[] = []

  const server: OwnPostgres = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    folder,
    start: async () => void (await control('start', ...starting)),
    halt: async () => void (await control('stop', '-m', 'immediate').catch(() => {})),
    restart: async () => void (await control('restart', '-m', 'fast', ...starting)),
    promote: async () => void (await control('promote')),
    async createStandby() {
      const copy = createFolder()
      const source = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres']
      await programs('pg_basebackup', ...source, '-D', copy, '-R', '-c', 'fast', '--no-sync')
      const standby = await startIn(copy, programs, settings)
      standbys.push(standby)
      return standby
    },
    async stop() {
      await server.halt()
      rmSync(dirname(folder), { recursive: true, force: true })
      for (const standby of standbys) await standby.stop()
    },
  }
  await server.start()
  return server
}

const isRoot = process.getuid?.() === 0

/** A folder for data, owned by the user that runs PostgreSQL. */
function createFolder(): string {
  const parent = mkdtempSync(join(scratchFolder, 'latchkey-postgres-'))
  const folder = join(parent, 'data')
  mkdirSync(folder, { mode: 0o700 })
  if (isRoot) for (const each of [parent, folder]) chownSync(each, idOf('-u'), idOf('-g'))
  return folder
}

/** PostgreSQL refuses to run as root: then it runs as the user that its packages created. */
function idOf(kind: '-u' | '-g'): number {
  return Number(execFileSync('id', [kind, 'postgres']))
}

/** Runs the programs of the newest PostgreSQL that is installed. */
function findPrograms(): Programs | undefined {
  const root = '/usr/lib/postgresql'
  const bin = (existsSync(root) ? readdirSync(root) : [])
    .sort((first, second) => Number(second) - Number(first))
    .map((version) => join(root, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
  if (!bin) return undefined

  const userSwitch = isRoot
    ? ['setpriv', `--reuid=${idOf('-u')}`, `--regid=${idOf('-g')}`, '--clear-groups']
    : []
  return async (program, ...parameters) => {
    const [first = '', ...rest] = [...userSwitch, join(bin, program), ...parameters]
    await promisify(execFile)(first, rest)
  }
}
