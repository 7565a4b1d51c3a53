import { pino } from 'pino'
import { migrate, readMigrations } from '../database/migrate.ts'
import { openContext } from '../server.ts'
import { configOf } from './command-context.ts'
import { CommandError } from './exit-codes.ts'
import { print, printJson, type Terminal } from './terminal.ts'

export interface MigrateOptions {
  readonly check?: boolean
  readonly plan?: boolean
  readonly json?: boolean
}

/** `latchkey migrate`: executes what is pending, or with `--check` and `--plan` only says so. */
export async function migrateCommand(terminal: Terminal, options: MigrateOptions): Promise<void> {
  const { connection } = await openContext(configOf(terminal), { log: pino({ level: 'silent' }) })
  try {
    const executed = options.check || options.plan ? [] : await migrate(connection)
    const states = await readMigrations(connection)
    const pending = states.filter((state) => state.executedAt === undefined)

    if (options.json) {
      printJson(terminal, {
        migrations: states.map(({ name, executedAt }) => ({
          name,
          executed_at: executedAt?.toISOString() ?? null,
        })),
        executed,
      })
    } else {
      for (const { name, executedAt } of states) {
        print(
          terminal,
          `${name}  ${executedAt ? `executed ${executedAt.toISOString()}` : 'pending'}`,
        )
      }
    }
    if (options.check && pending.length > 0) {
      throw new CommandError('database', `${pending.length} migrations are pending`)
    }
  } finally {
    await connection.close()
  }
}
