import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportUsers, userColumns } from '../../features/users/export-users.ts'
import type { UserState } from '../../features/users/user-list-repository.ts'
import { columnsFrom, exportText } from '../../text/export-rows.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { remark, type Terminal } from '../terminal.ts'

export interface ExportUsersOptions {
  readonly format: 'csv' | 'jsonl'
  readonly columns?: string
  readonly excel?: boolean
  readonly search?: string
  readonly state?: UserState
  readonly staff?: true
  readonly superusers?: true
}

/** `latchkey users export`: what the console exports, streamed to standard output. */
export async function exportUsersCommand(
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
    remark(terminal, `Exported ${count} users.`)
  })
}
