import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { UserState } from '../../features/users/user.ts'
import {
  defaultUserColumns,
  exportUsers,
  userColumns,
} from '../../features/users/user-export-schema.ts'
import { columnsFrom, exportLines } from '../../http/export-rows.ts'
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
    columnsFrom(request, { columns: userColumns, defaultColumns: defaultUserColumns })
    const rows = await exportUsers(context, { filter, order, isCsv }, commandLineAdministrator())
    const lines = Readable.from(exportLines(request, rows), { objectMode: false })
    await pipeline(lines, terminal.stdout, { end: false })
    remark(terminal, `Exported ${rows.count} users.`)
  })
}
