import type { Context } from '../../context.ts'
import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import {
  columnsFrom,
  exportParameters,
  exportResponse,
  sendExport,
} from '../../http/export-rows.ts'
import { queryOf } from '../../http/list-schema.ts'
import type { App } from '../../http/types.ts'
import { recordEvent } from '../audit/record-event.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { listSessions } from './list-sessions.ts'
import { Session, sessionBody, sessionFilterFrom, sessionFilters } from './session-admin-schema.ts'
import { countSessionRows, type SessionFilter } from './session-list-repository.ts'
import { validityNow } from './validity.ts'

const columns = Object.keys(Session.properties).filter((name) => name !== 'is_current')

/** Sessions as a file. */
export function sessionExportRoute(app: App, context: Context): void {
  app.get(
    '/sessions/export',
    {
      config: { name: 'Sessions: export', permission: 'sessions.view_session', isFile: true },
      schema: {
        operationId: 'exportSessions',
        summary: 'Export sessions as CSV or JSON lines',
        description: 'Needs sessions.view_session. Filters of the list; nothing of the tokens.',
        tags: ['Sessions of users'],
        security: adminSecurity,
        querystring: queryOf({ ...sessionFilters, ...exportParameters }),
        response: { 200: exportResponse, ...readErrors('validation_failed') },
      },
    },
    async (request, reply) => {
      const filter = sessionFilterFrom(request.query)
      columnsFrom(request.query, { columns, defaultColumns: columns })
      const { count } = await countSessionRows(context.db, filter, validityNow(context), undefined)
      const caller = administratorOf(request)
      await recordEvent(context, {
        action: 'session.export',
        caller,
        changes: { rows: [0, count] },
      })
      return sendExport(reply, request.query, {
        name: 'sessions',
        columns,
        defaultColumns: columns,
        count,
        batches: sessionBatches(context, filter, request.query.format !== 'jsonl'),
      })
    },
  )
}

const newestFirst = { sort: 'id', isDescending: true, limit: 500 } as const
const toBody = sessionBody(undefined)

async function* sessionBatches(context: Context, filter: SessionFilter, isCsv: boolean) {
  let after: { value: string | number; id: number } | undefined
  do {
    const { items, next } = await listSessions(context, filter, { ...newestFirst, after })
    const rows = items.map(toBody)
    yield isCsv ? rows.map((row) => ({ ...row, user: row.user.email })) : rows
    after = next
  } while (after)
}
