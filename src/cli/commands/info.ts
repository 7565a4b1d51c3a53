import type { Command } from 'commander'
import { effectiveVariables } from '../../config/effective-variables.ts'
import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import { readMigrations } from '../../database/migrate.ts'
import { isTransientError } from '../../database/transient-errors.ts'
import { readSettings } from '../../features/settings/read-settings.ts'
import { version } from '../../version.ts'
import { withConnection } from '../command-context.ts'
import { examples, json } from '../flags.ts'
import { answer, type OutputOptions, table } from '../output.ts'
import { remark, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .addOption(json())
    .addHelpText('after', examples('latchkey info', 'latchkey info --json'))
    .action((options) => info(terminal, options))
}

/** `latchkey info`: every value in force, with where it comes from. Works without the database, too. */
async function info(terminal: Terminal, options: OutputOptions): Promise<void> {
  const { configuration, settings } = await withConnection(
    terminal,
    async (context, connection) => ({
      configuration: readConfiguration(context),
      settings: await readStoredSettings(terminal, context, connection),
    }),
  )
  const about = { version, node: process.version, platform: `${process.platform} ${process.arch}` }

  answer(terminal, options, {
    document: { ...about, configuration, settings: settings ?? null },
    lines: [
      `latchkey ${about.version}  node ${about.node}  ${about.platform}`,
      '',
      ...table(['VARIABLE', 'VALUE', 'SOURCE'], configuration.map(toRow)),
      '',
      ...table(['SETTING', 'VALUE', 'SOURCE'], (settings ?? []).map(toRow)),
    ],
  })
}

interface Entry {
  readonly key: string
  readonly value: unknown
  readonly source: string
}

function toRow({ key, value, source }: Entry): string[] {
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '-')
  return [key, text === '' ? '-' : text, source]
}

/** Every variable in force, with where it comes from. */
export function readConfiguration({ config }: Context): Entry[] {
  return effectiveVariables(config).map(({ name, value, source }) => ({ key: name, value, source }))
}

async function readStoredSettings(
  terminal: Terminal,
  context: Context,
  connection: Connection,
): Promise<Entry[] | undefined> {
  try {
    if (await isMigrationPending(connection)) {
      remark(terminal, 'Migrations are pending; settings are not shown.')
      return undefined
    }
    await context.settings.reload(context.db)
    const settings = await readSettings(context)
    return settings.map(({ key, value, source }) => ({ key, value, source }))
  } catch (error) {
    if (!isTransientError(error)) throw error
    remark(terminal, 'The database is unavailable; settings are not shown.')
    return undefined
  }
}

async function isMigrationPending(connection: Connection): Promise<boolean> {
  const states = await readMigrations(connection)
  return states.some(({ executedAt }) => executedAt === undefined)
}
