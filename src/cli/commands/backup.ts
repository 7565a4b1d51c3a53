import type { Command } from 'commander'
import { copyDatabase } from '../../database/copy-sqlite.ts'
import { withConnection } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { printJson, report, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .argument('<file>', 'the copy to make; it must not exist yet')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey backup /backups/latchkey.db', 'latchkey backup "backup-$(date +%F).db"'),
    )
    .action((file, options) => backup(terminal, file, options))
}

/** `latchkey backup`: a consistent copy, while the server goes on. */
async function backup(terminal: Terminal, file: string, { json }: OutputOptions): Promise<void> {
  await withConnection(terminal, async ({ db }, { dialect }) => {
    if (dialect === 'postgres') {
      const message =
        'This copies the embedded database. For PostgreSQL use: pg_dump "$DATABASE_URL"'
      throw new CommandError('usage', message)
    }
    const bytes = await copyDatabase(db, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      throw new CommandError('notFound', `${file} exists already and is left as it is.`)
    })
    if (json) return printJson(terminal, { file, bytes })
    report(terminal, `Copied the database to ${file} (${bytes} bytes).`)
    report(terminal, 'Its sessions and signing keys need the same SECRET_KEY to be of use.')
  })
}
