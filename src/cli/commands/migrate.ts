import type { Command } from 'commander'
import { migrate, readMigrations } from '../../database/migrate.ts'
import { withConnection } from '../command-context.ts'
import { ReportedError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import { answer, type OutputOptions, table } from '../output.ts'
import type { Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .option('--check', 'only check; exits with 4 if migrations are pending')
    .option('--plan', 'only list migrations and their state')
    .addOption(json())
    .addHelpText('after', examples('latchkey migrate', 'latchkey migrate --check'))
    .action((options) => migrateCommand(terminal, options))
}

interface MigrateOptions extends OutputOptions {
  readonly check?: boolean
  readonly plan?: boolean
}

/** `latchkey migrate`: executes what is pending, or with `--check` and `--plan` only says so. */
async function migrateCommand(terminal: Terminal, options: MigrateOptions): Promise<void> {
  const { states, executed } = await withConnection(terminal, async (_context, connection) => {
    const executed = options.check || options.plan ? [] : await migrate(connection)
    return { executed, states: await readMigrations(connection) }
  })
  const migrations = states.map(({ name, executedAt }) => ({
    name,
    executed_at: executedAt?.toISOString() ?? null,
  }))

  answer(terminal, options, {
    document: { migrations, executed },
    lines: table(
      ['MIGRATION', 'EXECUTED'],
      migrations.map(({ name, executed_at: at }) => [
        name,
        executed.includes(name) ? `${at} (now)` : (at ?? 'pending'),
      ]),
    ),
  })

  const pending = migrations.filter((migration) => migration.executed_at === null)
  if (options.check && pending.length > 0) {
    const names = pending.map(({ name }) => name).join(', ')
    throw new ReportedError('database', `Migrations are pending: ${names}. Run: latchkey migrate`)
  }
}
