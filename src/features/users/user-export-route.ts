import type { Context } from '../../context.ts'
import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import {
  columnsFrom,
  exportParameters,
  exportResponse,
  sendExport,
} from '../../http/export-rows.ts'
import { oneOf, pageFrom, queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { type UserOrder, userOrders } from './list-users-repository.ts'
import { defaultUserColumns, exportUsers, userColumns } from './user-export-schema.ts'
import { filterFrom, userFilters } from './user-schema.ts'

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

/** Users as a file. */
export function userExportRoute(app: App, context: Context): void {
  app.get(
    '/users/export',
    {
      config: { name: 'Users: export', permission: 'users.view_user', isFile: true },
      schema: {
        operationId: 'exportUsers',
        summary: 'Export users as CSV or JSON lines',
        description:
          'Needs users.view_user. Filters and order of the list; streamed, never cut; `X-Row-Count` says how many rows there are.',
        tags: ['Users'],
        security: adminSecurity,
        querystring: ExportQuery,
        response: {
          200: exportResponse,
          ...readErrors('validation_failed'),
        },
      },
    },
    async (request, reply) => {
      const filter = filterFrom(request.query)
      columnsFrom(request.query, { columns: userColumns, defaultColumns: defaultUserColumns })
      const order = pageFrom<UserOrder>(request.query, '-id')
      const isCsv = request.query.format !== 'jsonl'
      const input = { filter, order, isCsv }
      const rows = await exportUsers(context, input, administratorOf(request))
      return sendExport(reply, request.query, rows)
    },
  )
}
