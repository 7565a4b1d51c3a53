import type { Command } from 'commander'
import { copyDatabase } from '../../database/copy-sqlite.ts'
import type { Database } from '../../database/tables.ts'
import { UnusableCopyError } from '../../database/verify-copy.ts'
import { backupRegularly } from '../backup-regularly.ts'
import { withConnection } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { duration, positiveInteger } from '../parse-options.ts'
import { printJson, report, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .argument('<file>', 'file to create; must not exist yet. With --every, a folder')
    .option('--every <duration>', 'make a copy now and again after each duration, such as 6h')
    .option('--keep <n>', 'with --every: the newest copies to keep', '14')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey backup /backups/latchkey.db',
        'latchkey backup /backups --every 6h --keep 28',
      ),
    )
    .action((file, options) => backup(terminal, file, options))
}

interface BackupOptions extends OutputOptions {
  readonly every?: string
  readonly keep: string
}

/** `latchkey backup`: a consistent copy, while the server goes on. */
async function backup(terminal: Terminal, file: string, options: BackupOptions): Promise<void> {
  const keep = positiveInteger('--keep', options.keep)
  const intervalSeconds =
    options.every === undefined
      ? undefined
      : positiveInteger('--every', duration('--every', options.every))

  await withConnection(terminal, async ({ db }, { dialect }) => {
    if (dialect === 'postgres') {
      const message = 'This command backs up SQLite. For PostgreSQL, use: pg_dump "$DATABASE_URL"'
      throw new CommandError('usage', message)
    }
    const copy = (file: string) => copyTo(terminal, db, file, options)
    if (intervalSeconds === undefined) {
      await copy(file)
      if (options.json) return
      report(terminal, 'To use its sessions and signing keys, you need the same SECRET_KEY.')
    } else {
      await backupRegularly(terminal, { folder: file, intervalSeconds, keep, copy })
    }
  })
}

async function copyTo(
  terminal: Terminal,
  db: Database,
  file: string,
  { json }: OutputOptions,
): Promise<void> {
  const bytes = await copyDatabase(db, file).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof UnusableCopyError) {
      throw new CommandError('failed', `The copy ${error.message}, and was removed.`)
    }
    if (error.code !== 'EEXIST') throw error
    throw new CommandError('notFound', `${file} already exists. It was not changed.`)
  })
  if (json) printJson(terminal, { file, bytes })
  else report(terminal, `Copied the database to ${file} (${bytes} bytes), and verified the copy.`)
}
