import type { Context } from '../../context.ts'
import { exactCountLimit } from '../../database/bounded-count.ts'
import type { PageRequest } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import {
  columnsFrom,
  exportParameters,
  exportResponse,
  sendExport,
} from '../../http/export-rows.ts'
import { listBody, pageFrom, queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { auditActions } from './audit-actions.ts'
import {
  type AuditFilter,
  countAuditEntries,
  findAuditEntry,
  listAuditEntries,
} from './audit-list-repository.ts'
import {
  Event,
  EventList,
  EventQuery,
  eventBody,
  eventFilterFrom,
  eventFilters,
} from './audit-schema.ts'
import { recordEvent } from './record-event.ts'

const EventId = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Number of the entry.' }),
})

const Actions = Type.Object(
  {
    results: Type.Array(
      Type.Object({
        action: Type.String({ description: 'The code.' }),
        sentence: Type.String({ description: 'The same for people.' }),
      }),
      { description: 'Every action there is.' },
    ),
  },
  {
    description: 'The actions.',
    examples: [{ results: [{ action: 'user.change', sentence: 'changed a user' }] }],
  },
)

const tags = ['Audit']
const security = adminSecurity

/** Who did what: reading it. Nothing here changes an entry. */
export function auditRoutes(app: App, context: Context): void {
  app.get(
    '/audit/',
    {
      config: { name: 'Audit', permission: 'audit.view_event' },
      schema: {
        operationId: 'listEvents',
        summary: 'List audit entries',
        description: 'Needs audit.view_event. The newest first.',
        tags,
        security,
        querystring: EventQuery,
        response: { 200: EventList, ...readErrors('validation_failed') },
      },
    },
    async ({ query }) => {
      const filter = eventFilterFrom(query)
      const sort = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const page = await listAuditEntries(context.db, filter, sort)
      const count = await countAuditEntries(context.db, filter, limit)
      return listBody(page, count, { sort, toRow: eventBody })
    },
  )

  app.get(
    '/audit/actions/',
    {
      config: { name: 'Audit: actions', permission: 'audit.view_event' },
      schema: {
        operationId: 'listActions',
        summary: 'List what leaves an audit entry',
        description: 'Needs audit.view_event.',
        tags,
        security,
        response: { 200: Actions, ...readErrors() },
      },
    },
    async () => ({
      results: Object.entries(auditActions).map(([action, sentence]) => ({ action, sentence })),
    }),
  )

  app.get(
    '/audit/:id/',
    {
      config: { name: 'Audit entry', permission: 'audit.view_event' },
      schema: {
        operationId: 'readEvent',
        summary: 'Read an audit entry',
        description: 'Needs audit.view_event.',
        tags,
        security,
        params: EventId,
        response: { 200: Event, ...readErrors('not_found') },
      },
    },
    async (request) => {
      const entry = await findAuditEntry(context.db, request.params.id)
      if (!entry) throw new ApiError('not_found')
      return eventBody(entry)
    },
  )

  exportRoute(app, context)
}

const columns = Object.keys(Event.properties)

function exportRoute(app: App, context: Context): void {
  app.get(
    '/audit/export',
    {
      config: { name: 'Audit: export', permission: 'audit.view_event', isFile: true },
      schema: {
        operationId: 'exportEvents',
        summary: 'Export audit entries as CSV or JSON lines',
        description: 'Needs audit.view_event. Filters of the list; leaves an entry itself.',
        tags,
        security,
        querystring: queryOf({ ...eventFilters, ...exportParameters }),
        response: { 200: exportResponse, ...readErrors('validation_failed') },
      },
    },
    async (request, reply) => {
      const filter = eventFilterFrom(request.query)
      columnsFrom(request.query, { columns, defaultColumns: columns })
      const { count } = await countAuditEntries(context.db, filter, undefined)
      const caller = administratorOf(request)
      // The export's own entry is newer than what was counted, and so not part of it.
      const newest = await listAuditEntries(context.db, filter, { ...newestFirst, limit: 1 })
      await recordEvent(context, { action: 'audit.export', caller, changes: { rows: [0, count] } })
      return sendExport(reply, request.query, {
        name: 'audit',
        columns,
        defaultColumns: columns,
        count,
        batches: eventBatches(context, filter, newest.items[0]?.id ?? 0),
      })
    },
  )
}

const newestFirst = { sort: 'id', isDescending: true, after: undefined } as const
const batchSize = 500

async function* eventBatches(context: Context, filter: AuditFilter, newestId: number) {
  let after: PageRequest['after'] = { value: newestId + 1, id: newestId + 1 }
  do {
    const page = { ...newestFirst, after, limit: batchSize }
    const { items, next } = await listAuditEntries(context.db, filter, page)
    yield items.map(eventBody)
    after = next
  } while (after)
}
