import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { parseEnv } from 'node:util'
import { pino } from 'pino'
import type { Environment } from '../config/read-variables.ts'
import { type Config, readConfig } from '../config.ts'
import type { Caller, Context } from '../context.ts'
import type { Connection } from '../database/connect.ts'
import { migrate, readMigrations } from '../database/migrate.ts'
import { pinnableSettings } from '../features/settings/pinnable-settings.ts'
import { loadState, openContext } from '../server.ts'
import { CommandError } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** Flags that stand for variables, by their names; they go before the environment. */
export type Overrides = Readonly<Record<string, string | undefined>>

/** The configuration of this process: flags, then the environment, then `.env` in development. */
export function configOf(terminal: Terminal, overrides: Overrides = {}): Config {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined)
  const environment = { ...terminal.environment, ...Object.fromEntries(given) }
  return readConfig({ ...dotEnv(environment), ...environment }, pinnableSettings)
}

function dotEnv(environment: Environment): Environment {
  const isProduction = environment['NODE_ENV'] === 'production'
  return isProduction || !existsSync('.env') ? {} : parseEnv(readFileSync('.env', 'utf8'))
}

/** Whether this start may migrate by itself: always embedded, elsewhere in development alone. */
export function migratesItself({ database, mode }: Config): boolean {
  return database.dialect === 'sqlite' || mode === 'development'
}

/** Brings the schema up to date where that is allowed, and refuses to go on with an older one where not. */
export async function prepareSchema(
  config: Config,
  connection: Connection,
  isMigrationAllowed = migratesItself(config),
): Promise<void> {
  if (isMigrationAllowed) {
    await migrate(connection)
    return
  }
  const states = await readMigrations(connection)
  const pending = states.filter((state) => state.executedAt === undefined).map(({ name }) => name)
  if (pending.length > 0) {
    const names = pending.join(', ')
    throw new CommandError('database', `Migrations are pending: ${names}. Run: latchkey migrate`)
  }
}

/** Opens the database for one command, with settings and keys loaded, and closes it afterwards. */
export async function withContext<Result>(
  terminal: Terminal,
  work: (context: Context, connection: Connection) => Promise<Result>,
): Promise<Result> {
  const config = configOf(terminal)
  // A command speaks through its own output; only what went wrong is worth a line.
  const log = pino({ level: 'warn', base: null }, { write: (line) => terminal.stderr.write(line) })
  const { context, connection } = await openContext(config, { log })
  try {
    await prepareSchema(config, connection)
    await loadState(context)
    return await work(context, connection)
  } finally {
    await connection.close()
  }
}

/** Who the audit names for what a command did. */
export function commandLineCaller(): Caller {
  return {
    actor: { kind: 'command line', label: `${userInfo().username} (command line)` },
    origin: {},
  }
}
