import { sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { matchesAddress } from '../../database/client-addresses.ts'
import { afterPrefix, keyset, type Page, type PageRequest, toPage } from '../../database/keyset.ts'
import type { Database } from '../../database/tables.ts'
import type { AuditEntry } from './audit-repository.ts'

/** Which entries; what is absent does not matter. From inclusive, to exclusive. */
export interface AuditFilter {
  readonly actorId?: number | undefined
  readonly actorPrefix?: string | undefined
  /** An action, or with a dot at its end a family of them. */
  readonly action?: string | undefined
  readonly result?: string | undefined
  readonly objectType?: string | undefined
  readonly objectId?: string | undefined
  readonly address?: string | undefined
  readonly requestId?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Only entries newer than this one. */
  readonly sinceId?: number | undefined
}

const id = sql<number>`audit_events.id`

/** One page of the entries, by id: in the order in which they were written. */
export async function listAuditEntries(
  db: Database,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  const query = filtered(db, filter).select(columns)
  const rows = await keyset(query, { by: id, id }, page).execute()
  return toPage(rows, page.limit, {
    toItem: toEntry,
    positionOf: (row) => ({ value: row.id, id: row.id }),
  })
}

export function countAuditEntries(
  db: Database,
  filter: AuditFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, filtered(db, filter).select('audit_events.id'), limit)
}

export async function findAuditEntry(
  db: Database,
  entryId: number,
): Promise<AuditEntry | undefined> {
  const row = await db
    .selectFrom('audit_events')
    .select(columns)
    .where('id', '=', entryId)
    .executeTakeFirst()
  return row && toEntry(row)
}

const maxHistory = 200

/** The latest entries about one object, newest first. */
export async function listObjectEvents(
  db: Database,
  objectType: string,
  objectId: string,
): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select(columns)
    .where('object_id', '=', objectId)
    .where('object_type', '=', objectType)
    .orderBy('id', 'desc')
    .limit(maxHistory)
    .execute()
  return rows.map(toEntry)
}

const columns = [
  'audit_events.id',
  'audit_events.at',
  'audit_events.actor_kind',
  'audit_events.actor_id',
  'audit_events.actor',
  'audit_events.action',
  'audit_events.result',
  'audit_events.code',
  'audit_events.object_type',
  'audit_events.object_id',
  'audit_events.object_label',
  'audit_events.changes',
  'audit_events.address',
  'audit_events.user_agent',
  'audit_events.request_id',
] as const

function filtered(db: Database, filter: AuditFilter) {
  const { actorId, actorPrefix = '', action, from, to, sinceId } = filter
  const equalities = [
    ['result', filter.result],
    ['object_type', filter.objectType],
    ['object_id', filter.objectId],
    ['request_id', filter.requestId],
  ] as const

  let query = db.selectFrom('audit_events')
  for (const [column, value] of equalities) {
    if (value !== undefined) query = query.where(column, '=', value)
  }
  return query
    .$if(actorId !== undefined, (q) => q.where('actor_id', '=', actorId ?? -1))
    .$if(actorPrefix !== '', (q) =>
      q
        .where(sql<string>`lower(actor)`, '>=', actorPrefix.toLowerCase())
        .where(sql<string>`lower(actor)`, '<', afterPrefix(actorPrefix.toLowerCase())),
    )
    .$if(action?.endsWith('.') === true, (q) =>
      q.where('action', '>=', action ?? '').where('action', '<', afterPrefix(action ?? '')),
    )
    .$if(action !== undefined && !action.endsWith('.'), (q) => q.where('action', '=', action ?? ''))
    .$if(filter.address !== undefined, (q) =>
      q.where(matchesAddress(db, sql.ref('audit_events.address'), filter.address ?? '')),
    )
    .$if(from !== undefined, (q) => q.where('at', '>=', from ?? 0))
    .$if(to !== undefined, (q) => q.where('at', '<', to ?? 0))
    .$if(sinceId !== undefined, (q) => q.where('audit_events.id', '>', sinceId ?? 0))
}

interface AuditRow {
  readonly id: number
  readonly at: number
  readonly actor_kind: string
  readonly actor_id: number | null
  readonly actor: string
  readonly action: string
  readonly result: string
  readonly code: string | null
  readonly object_type: string | null
  readonly object_id: string | null
  readonly object_label: string | null
  readonly changes: string | null
  readonly address: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id ?? undefined,
    actor: row.actor,
    action: row.action,
    result: row.result,
    code: row.code ?? undefined,
    objectType: row.object_type ?? undefined,
    objectId: row.object_id ?? undefined,
    objectLabel: row.object_label ?? undefined,
    changes: row.changes === null ? undefined : JSON.parse(row.changes),
    address: row.address ?? undefined,
    userAgent: row.user_agent ?? undefined,
    requestId: row.request_id ?? undefined,
  }
}
