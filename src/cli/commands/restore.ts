import type { Command } from 'commander'
import { DatabaseInUseError, restoreDatabase } from '../../database/restore-sqlite.ts'
import { UnusableCopyError, verifyCopy } from '../../database/verify-copy.ts'
import { configOf } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json, yes } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { confirm } from '../prompt.ts'
import { printJson, report, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .argument('<file>', 'a copy that latchkey backup made')
    .option('--check', 'only verify the copy')
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey restore /backups/latchkey.db --yes',
        'latchkey restore /backups/latchkey.db --check',
      ),
    )
    .action((file, options) => restore(terminal, file, options))
}

interface RestoreOptions extends OutputOptions {
  readonly check?: boolean
  readonly yes?: boolean
}

/** `latchkey restore`: verifies a copy, and puts it into the place of the database, which is kept. */
async function restore(terminal: Terminal, copy: string, options: RestoreOptions): Promise<void> {
  const { database } = configOf(terminal)
  if (database.dialect === 'postgres') {
    const message =
      'This restores the embedded database. For PostgreSQL use: pg_restore --dbname "$DATABASE_URL"'
    throw new CommandError('usage', message)
  }
  const { users } = verified(copy)
  if (options.check) {
    if (options.json) return printJson(terminal, { file: copy, users })
    return report(terminal, `${copy} is whole. Users: ${users}.`)
  }

  const { file } = database
  await confirm(terminal, `Replace ${file} by ${copy}`, options)
  const stamp = new Date().toISOString().replace(/[:.]/g, '')
  const kept = await restoreDatabase(copy, file, `${file}.before-${stamp}`).catch((error) => {
    if (!(error instanceof DatabaseInUseError)) throw error
    const message = `${file} is in use, and left as it is. Stop the server first.`
    throw new CommandError('notFound', message)
  })
  if (options.json) return printJson(terminal, { file, users, kept: kept ?? null })
  report(terminal, `${file} is now the copy ${copy}. Users: ${users}.`)
  if (kept) report(terminal, `The database before is kept as ${kept}.`)
  report(terminal, 'Start the server with the SECRET_KEY of the copy.')
}

function verified(copy: string) {
  try {
    return verifyCopy(copy)
  } catch (error) {
    if (!(error instanceof UnusableCopyError)) throw error
    throw new CommandError('failed', `${copy} ${error.message}. Nothing was changed.`)
  }
}
