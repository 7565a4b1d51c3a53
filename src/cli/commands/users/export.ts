import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import { exportUsers, userColumns } from '../../../features/users/export-users.ts'
import type { UserState } from '../../../features/users/user-list-repository.ts'
import { columnsFrom, exportText } from '../../../text/export-rows.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { examples } from '../../flags.ts'
import { counted } from '../../output.ts'
import { remark, type Terminal } from '../../terminal.ts'

export function declare(users: Command, terminal: Terminal): void {
  users
    .command('export')
    .description('export users to standard output, without passwords or hashes')
    .addOption(
      new Option('--format <format>', 'CSV, or one JSON object per line')
        .choices(['csv', 'jsonl'])
        .default('csv'),
    )
    .option('--columns <names>', 'only these columns, separated by commas')
    .option('--excel', 'start with a byte order mark, so that Excel recognizes UTF-8')
    .option('--search <text>', 'only users whose email address or username starts with this')
    .addOption(
      new Option(
        '--state <state>',
        'only users in this state; by default, all except deleted ones',
      ).choices(['active', 'deactivated', 'deleted']),
    )
    .option('--staff', 'only staff')
    .option('--superusers', 'only superusers')
    .addHelpText(
      'after',
      examples(
        'latchkey users export > users.csv',
        'latchkey users export --format jsonl --staff --columns email,groups',
      ),
    )
    .action((options) => exportUsersCommand(terminal, options))
}

interface ExportUsersOptions {
  readonly format: 'csv' | 'jsonl'
  readonly columns?: string
  readonly excel?: boolean
  readonly search?: string
  readonly state?: UserState
  readonly staff?: true
  readonly superusers?: true
}

/** `latchkey users export`: what the console exports, streamed to standard output. */
async function exportUsersCommand(
  terminal: Terminal,
  { format, columns, excel, ...narrowing }: ExportUsersOptions,
): Promise<void> {
  const filter = {
    search: narrowing.search,
    states: narrowing.state && [narrowing.state],
    isStaff: narrowing.staff,
    isSuperuser: narrowing.superusers,
  }
  await withContext(terminal, async (context) => {
    const order = { sort: 'id', isDescending: false } as const
    const isCsv = format === 'csv'
    const request = { format, ...(columns ? { columns } : {}), excel: excel ?? false }
    const chosen = columnsFrom(request, userColumns)
    const input = { filter, order, isCsv }
    const { count, batches } = await exportUsers(context, input, commandLineAdministrator())
    const text = Readable.from(exportText(request, chosen, batches), { objectMode: false })
    await pipeline(text, terminal.stdout, { end: false })
    remark(terminal, `Exported ${counted(count, 'user')}.`)
  })
}
