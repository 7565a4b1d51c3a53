import { userInfo } from 'node:os'
import { pino } from 'pino'
import { type Config, readConfig } from '../config/read-config.ts'
import type { Context } from '../context.ts'
import type { Connection } from '../database/connect.ts'
import { migrate, readMigrations } from '../database/migrate.ts'
import { type Administrator, unrestricted } from '../features/permissions/administrator.ts'
import { pinnableSettings } from '../features/settings/pinnable-settings.ts'
import { loadState, openContext } from '../open-context.ts'
import { readDotEnv } from './dot-env.ts'
import { CommandError } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** Flags that stand for variables, by their names; they go before the environment. */
export type Overrides = Readonly<Record<string, string | undefined>>

/** The configuration of this process: flags, then the environment, then `.env` in development. */
export function configOf(terminal: Terminal, overrides: Overrides = {}): Config {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined)
  const environment = { ...terminal.environment, ...Object.fromEntries(given) }
  const origins = { flags: given.map(([name]) => name), file: readDotEnv(environment) }
  return readConfig({ ...origins.file, ...environment }, pinnableSettings, origins)
}

/** Whether this start may migrate automatically: always embedded, elsewhere in development alone. */
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

/** Opens the database for one command, as it is: nothing is migrated and nothing read. */
export async function withConnection<Result>(
  terminal: Terminal,
  work: (context: Context, connection: Connection) => Promise<Result>,
): Promise<Result> {
  // A command speaks through its own output; only what went wrong is worth a line.
  const log = pino({ level: 'warn', base: null }, { write: (line) => terminal.stderr.write(line) })
  const { context, connection } = await openContext(configOf(terminal), { log })
  try {
    return await work(context, connection)
  } finally {
    await connection.close()
  }
}

/** Opens the database for one command, with settings and keys loaded, and closes it afterwards. */
export function withContext<Result>(
  terminal: Terminal,
  work: (context: Context, connection: Connection) => Promise<Result>,
): Promise<Result> {
  return withConnection(terminal, async (context, connection) => {
    await prepareSchema(context.config, connection)
    await loadState(context)
    return work(context, connection)
  })
}

/** Whoever runs the command: who may read the database may do everything, and the audit names them. */
export function commandLineAdministrator(): Administrator {
  return unrestricted({
    actor: { kind: 'command line', label: `${operatingSystemUser()} (command line)` },
    client: {},
  })
}

function operatingSystemUser(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a number that no user has.
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
