import {
  type Expression,
  expressionBuilder,
  type Selectable,
  type Selection,
  type SqlBool,
  sql,
} from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { matchesAddress } from '../../database/client-addresses.ts'
import { startsWith } from '../../database/conditions.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import { prepared } from '../../database/prepared.ts'
import type { AuditEventsTable, Database, Tables } from '../../database/tables.ts'

const columns = [
  'audit_events.id',
  'audit_events.at',
  'audit_events.actor_kind as actorKind',
  'audit_events.actor_id as actorId',
  'audit_events.actor',
  'audit_events.action',
  'audit_events.result',
  'audit_events.code',
  'audit_events.object_type as objectType',
  'audit_events.object_id as objectId',
  'audit_events.object_label as objectLabel',
  'audit_events.changes',
  'audit_events.address',
  'audit_events.user_agent as userAgent',
  'audit_events.request_id as requestId',
] as const

/** An audit entry as it is stored; `changes` is JSON. */
export type AuditEntry = Readonly<Selection<Tables, 'audit_events', (typeof columns)[number]>>

/** An entry to write. */
export interface NewAuditEntry {
  readonly at: number
  readonly actorKind: string
  readonly actorId?: number | undefined
  readonly actor: string
  readonly action: string
  readonly result: string
  readonly code?: string | undefined
  readonly objectType?: string | undefined
  readonly objectId?: string | undefined
  readonly objectLabel?: string | undefined
  /** Field → [from, to]. */
  readonly changes?: Readonly<Record<string, readonly [unknown, unknown]>> | undefined
  readonly address?: string | undefined
  readonly userAgent?: string | undefined
  readonly requestId?: string | undefined
}

/** Appends entries, each with its seal; no statement changes what is sealed. */
export async function insertAuditEntries(
  db: Database,
  entries: readonly NewAuditEntry[],
  sealOf: (row: AuditRow) => string,
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(rowOf).map((row) => ({ ...row, seal: sealOf(row) }))
  const [only] = rows
  if (only && rows.length === 1) await insertEntry(db, only)
  else await db.insertInto('audit_events').values(rows).execute()
}

/** An entry as it is stored, without id and seal. */
export type AuditRow = Omit<Selectable<AuditEventsTable>, 'id' | 'seal' | 'seal_number'>

type SealedRow = AuditRow & { readonly seal: string }

/** Where every login writes one. */
const insertEntry = prepared<SealedRow, unknown>('insert_audit_event', (db, place) =>
  db.insertInto('audit_events').values({
    at: place('at'),
    actor_kind: place('actor_kind'),
    actor_id: place('actor_id'),
    actor: place('actor'),
    action: place('action'),
    result: place('result'),
    code: place('code'),
    object_type: place('object_type'),
    object_id: place('object_id'),
    object_label: place('object_label'),
    changes: place('changes'),
    address: place('address'),
    user_agent: place('user_agent'),
    request_id: place('request_id'),
    seal: place('seal'),
  } satisfies SealedRow),
)

function rowOf(entry: NewAuditEntry): AuditRow {
  return {
    at: entry.at,
    actor_kind: entry.actorKind,
    actor_id: entry.actorId ?? null,
    actor: entry.actor,
    action: entry.action,
    result: entry.result,
    code: entry.code ?? null,
    object_type: entry.objectType ?? null,
    object_id: entry.objectId ?? null,
    object_label: entry.objectLabel ?? null,
    changes: entry.changes ? JSON.stringify(entry.changes) : null,
    address: entry.address ?? null,
    user_agent: entry.userAgent ?? null,
    request_id: entry.requestId ?? null,
  }
}

export interface AuditPurge {
  readonly before: number
  /** Entries about this object stay if they are not older than `from`. */
  readonly exempt: { readonly objectType: string; readonly objectId: string; readonly from: number }
  readonly limit: number
}

/** Deletes the oldest entries; returns their numbers in the sequence of seals. */
export async function deleteAuditEntriesBefore(
  db: Database,
  { before, exempt, limit }: AuditPurge,
): Promise<(number | null)[]> {
  const isExempt = sql<SqlBool>`(coalesce(object_type, '') = ${exempt.objectType}
    and coalesce(object_id, '') = ${exempt.objectId} and at >= ${exempt.from})`
  const oldest = db
    .selectFrom('audit_events')
    .select('id')
    .where('at', '<', before)
    .where(({ not }) => not(isExempt))
    .orderBy('at')
    .limit(limit)
  const deleted = await db
    .deleteFrom('audit_events')
    .where('id', 'in', oldest)
    .returning('seal_number as number')
    .execute()
  return deleted.map(({ number }) => number)
}

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
export function listAuditEntries(
  db: Database,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  return listPage(db, matching(db, filter).select(columns), { by: id, id }, page)
}

export function countAuditEntries(
  db: Database,
  filter: AuditFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter).select('audit_events.id'), limit)
}

export function findAuditEntry(db: Database, entryId: number): Promise<AuditEntry | undefined> {
  return db.selectFrom('audit_events').select(columns).where('id', '=', entryId).executeTakeFirst()
}

const maxHistory = 200

/** The latest entries about one object, newest first. */
export function listObjectEvents(
  db: Database,
  objectType: string,
  objectId: string,
): Promise<AuditEntry[]> {
  return db
    .selectFrom('audit_events')
    .select(columns)
    .where('object_id', '=', objectId)
    .where('object_type', '=', objectType)
    .orderBy('id', 'desc')
    .limit(maxHistory)
    .execute()
}

const eb = expressionBuilder<Tables, 'audit_events'>()

function matching(db: Database, filter: AuditFilter) {
  const conditions = [
    ...actorConditions(filter),
    ...eventConditions(filter),
    ...objectConditions(filter),
  ]
  if (filter.address !== undefined) {
    conditions.push(matchesAddress(db, sql.ref('audit_events.address'), filter.address))
  }
  return db.selectFrom('audit_events').where(eb.and(conditions))
}

function actorConditions({ actorId, actorPrefix }: AuditFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (actorId !== undefined) conditions.push(eb('audit_events.actor_id', '=', actorId))
  if (actorPrefix) {
    conditions.push(startsWith(sql<string>`lower(actor)`, actorPrefix.toLowerCase()))
  }
  return conditions
}

function eventConditions({
  action,
  result,
  from,
  to,
  sinceId,
}: AuditFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (action?.endsWith('.')) conditions.push(startsWith(sql.ref<string>('action'), action))
  else if (action !== undefined) conditions.push(eb('audit_events.action', '=', action))
  if (result !== undefined) conditions.push(eb('audit_events.result', '=', result))
  if (from !== undefined) conditions.push(eb('audit_events.at', '>=', from))
  if (to !== undefined) conditions.push(eb('audit_events.at', '<', to))
  if (sinceId !== undefined) conditions.push(eb('audit_events.id', '>', sinceId))
  return conditions
}

function objectConditions({ objectType, objectId, requestId }: AuditFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (objectType !== undefined) conditions.push(eb('audit_events.object_type', '=', objectType))
  if (objectId !== undefined) conditions.push(eb('audit_events.object_id', '=', objectId))
  if (requestId !== undefined) conditions.push(eb('audit_events.request_id', '=', requestId))
  return conditions
}
