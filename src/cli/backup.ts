import { copyDatabase } from '../database/copy-sqlite.ts'
import { withConnection } from './command-context.ts'
import { CommandError } from './exit-codes.ts'
import type { OutputOptions } from './output.ts'
import { printJson, report, type Terminal } from './terminal.ts'

/** `latchkey backup`: a consistent copy, while the server goes on. */
export async function backup(
  terminal: Terminal,
  file: string,
  { json }: OutputOptions,
): Promise<void> {
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
