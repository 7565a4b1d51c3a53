import type { Context } from '../../context.ts'
import { adminSecurity, readingRefusals } from '../../http/admin-schema.ts'
import { columnsFrom, exportAnswer, exportParameters, sendExport } from '../../http/export-rows.ts'
import { oneOf, pageFrom, queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { recordEvent } from '../audit/record-event.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { type DescribedUser, describeUsers } from './describe-users.ts'
import { countUsers, type UserPage, walkUsers } from './list-users.ts'
import { type UserFilter, type UserOrder, userOrders } from './list-users-repository.ts'
import { filterFrom, rowOf, UserRow, userFilters } from './user-schema.ts'

const ExportQuery = queryOf({
  ...userFilters,
  ...exportParameters,
  sort: Type.Optional(
    oneOf(
      userOrders.flatMap((order): (UserOrder | `-${UserOrder}`)[] => [order, `-${order}`]),
      'What to sort by.',
    ),
  ),
})

const columns = Object.keys(UserRow.properties)
const defaultColumns = [
  'id',
  'email',
  'username',
  'state',
  'is_staff',
  'is_superuser',
  'groups',
  'created_at',
  'last_login_at',
]

/** Users as a file. */
export function userExportRoute(app: App, context: Context): void {
  app.get(
    '/users/export',
    {
      config: { name: 'Users: export', right: 'users.view_user', isFile: true },
      schema: {
        operationId: 'exportUsers',
        summary: 'Export users as CSV or JSON lines',
        description:
          'Needs users.view_user. Filters and order of the list; streamed, never cut; `X-Row-Count` says how many rows there are.',
        tags: ['Users'],
        security: adminSecurity,
        querystring: ExportQuery,
        response: {
          200: exportAnswer,
          ...readingRefusals('validation_failed'),
        },
      },
    },
    async (request, reply) => {
      const filter = filterFrom(request.query)
      columnsFrom(request.query, { columns, defaultColumns })
      const { count } = await countUsers(context, filter, true)
      const caller = administratorOf(request)
      await recordEvent(context, { action: 'user.export', caller, changes: { rows: [0, count] } })

      const isCsv = request.query.format !== 'jsonl'
      const toObject = rowOf(caller)
      const toRow = (user: DescribedUser) => {
        const row = toObject(user)
        return isCsv ? { ...row, groups: row.groups.map(({ name }) => name).join('; ') } : row
      }
      const batches = describedBatches(context, filter, pageFrom<UserOrder>(request.query, '-id'))
      return sendExport(reply, request.query, {
        name: 'users',
        columns,
        defaultColumns,
        count,
        batches: mapped(batches, toRow),
      })
    },
  )
}

async function* describedBatches(context: Context, filter: UserFilter, order: UserPage) {
  for await (const users of walkUsers(context, filter, order)) {
    yield await describeUsers(context, users)
  }
}

async function* mapped<Item, Row>(
  batches: AsyncIterable<readonly Item[]>,
  toRow: (item: Item) => Row,
): AsyncGenerator<readonly Row[]> {
  for await (const batch of batches) yield batch.map(toRow)
}
