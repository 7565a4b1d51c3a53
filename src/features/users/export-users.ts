import type { Context } from '../../context.ts'
import type { RowBatches } from '../../text/export-rows.ts'
import { formatNames } from '../../text/name-list.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { countUsers, type DescribedUser, describeUsers, everyUser } from './list-users.ts'
import type { UserFilter, UserPage } from './user-list-repository.ts'
import { rowOf, UserRow } from './user-schema.ts'

/** The columns of the export. */
export const userColumns = {
  columns: Object.keys(UserRow.properties),
  defaultColumns: [
    'id',
    'email',
    'username',
    'state',
    'is_staff',
    'is_superuser',
    'groups',
    'created_at',
    'last_login_at',
  ],
}

export interface UserExport {
  readonly filter: UserFilter
  readonly order: Pick<UserPage, 'sort' | 'isDescending'>
  readonly isCsv: boolean
}

/** The users that match as a file, batch by batch; that they were exported is recorded first. */
export async function exportUsers(
  context: Context,
  { filter, order, isCsv }: UserExport,
  administrator: Administrator,
): Promise<{ readonly count: number; readonly batches: RowBatches }> {
  const { count } = await countUsers(context, filter, true)
  await recordEvent(context, {
    action: 'user.export',
    caller: administrator,
    changes: { rows: [0, count] },
  })
  const toObject = rowOf(administrator)
  const toRow = (user: DescribedUser) => {
    const row = toObject(user)
    return isCsv ? { ...row, groups: formatNames(row.groups.map(({ name }) => name)) } : row
  }
  return { count, batches: rowBatches(context, everyUser(context, filter, order), toRow) }
}

async function* rowBatches<Row>(
  context: Context,
  batches: ReturnType<typeof everyUser>,
  toRow: (user: DescribedUser) => Row,
): AsyncGenerator<readonly Row[]> {
  for await (const users of batches) yield (await describeUsers(context, users)).map(toRow)
}
