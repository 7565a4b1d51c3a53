import type { Context } from '../../context.ts'
import { exactCountLimit } from '../../database/bounded-count.ts'
import { everyPage } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { exportRoute } from '../permissions/export-route.ts'
import { auditActions } from './audit-actions.ts'
import {
  type AuditEntry,
  type AuditFilter,
  countAuditEntries,
  findAuditEntry,
  listAuditEntries,
} from './audit-repository.ts'
import {
  Event,
  EventId,
  EventList,
  EventQuery,
  eventBody,
  eventFilterFrom,
  eventFilters,
} from './audit-schema.ts'
import { recordEvent } from './record-event.ts'

const Actions = Type.Object(
  {
    results: Type.Array(
      Type.Object({
        action: Type.String({ description: 'Action code.' }),
        sentence: Type.String({ description: 'Human-readable form.' }),
      }),
      { description: 'All actions.' },
    ),
  },
  {
    title: 'AuditActionList',
    description: 'All actions.',
    examples: [{ results: [{ action: 'user.change', sentence: 'changed a user' }] }],
  },
)

const everyRoute = { tag: 'Audit', permission: 'audit.view_event' } as const
const columns = Object.keys(Event.properties)

/** Reading the audit log. No route changes an entry. */
export function auditRoutes(app: App, context: Context): void {
  const toBody = eventBodyIn(context)
  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'GET',
      url: '/audit/',
      id: 'listEvents',
      name: 'Audit log',
      summary: 'List audit entries',
      description: 'Newest first.',
      query: EventQuery,
      response: EventList,
    },
    async ({ query }) => {
      const filter = eventFilterFrom(query)
      const sort = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const page = await listAuditEntries(context.db, filter, sort)
      const count = await countAuditEntries(context.db, filter, limit)
      return listBody(page, count, { sort, toRow: toBody })
    },
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'GET',
      url: '/audit/actions/',
      id: 'listActions',
      name: 'Audit log: actions',
      summary: 'List all actions that are audited',
      response: Actions,
    },
    () => ({
      results: Object.entries(auditActions).map(([action, sentence]) => ({ action, sentence })),
    }),
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'GET',
      url: '/audit/:id/',
      id: 'readEvent',
      name: 'Audit entry',
      summary: 'Read an audit entry',
      params: EventId,
      response: Event,
    },
    async ({ params }) => {
      const entry = await findAuditEntry(context.db, params.id)
      if (!entry) throw new ApiError('not_found')
      return toBody(entry)
    },
  )

  exportEventsRoute(app, context)
}

function exportEventsRoute(app: App, context: Context): void {
  exportRoute(
    app,
    {
      ...everyRoute,
      url: '/audit/export',
      id: 'exportEvents',
      name: 'Audit log: export',
      summary: 'Export audit entries as CSV or JSON Lines',
      description: 'Takes the filters of the list. The export itself is audited.',
      file: 'audit',
      filters: eventFilters,
      columns,
      defaultColumns: columns,
    },
    async ({ query, administrator: caller }) => {
      const filter = eventFilterFrom(query)
      const { count } = await countAuditEntries(context.db, filter, undefined)
      // The export's own entry is newer than what was counted, and so not part of it.
      const newest = await listAuditEntries(context.db, filter, {
        ...newestFirst,
        after: undefined,
        limit: 1,
      })
      await recordEvent(context, { action: 'audit.export', caller, changes: { rows: [0, count] } })
      return { count, batches: eventBatches(context, filter, newest.items[0]?.id ?? 0) }
    },
  )
}

const newestFirst = { sort: 'id', isDescending: true } as const

async function* eventBatches(context: Context, filter: AuditFilter, newestId: number) {
  const pages = everyPage((at) => listAuditEntries(context.db, filter, { ...newestFirst, ...at }), {
    value: newestId + 1,
    id: newestId + 1,
  })
  for await (const entries of pages) yield entries.map(eventBodyIn(context))
}

const eventBodyIn = (context: Context) => (entry: AuditEntry) =>
  eventBody(entry, context.settings.textOf)
