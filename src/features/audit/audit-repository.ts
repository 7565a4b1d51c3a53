import type { Database } from '../../database/tables.ts'

/** An audit entry as it is stored: append-only. */
export interface AuditEntry {
  readonly id: number
  readonly at: number
  readonly actorKind: string
  readonly actorId: number | undefined
  readonly actor: string
  readonly action: string
  readonly result: string
  readonly code: string | undefined
  readonly objectType: string | undefined
  readonly objectId: string | undefined
  readonly objectLabel: string | undefined
  /** Field → [from, to]. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | undefined
  readonly address: string | undefined
  readonly userAgent: string | undefined
  readonly requestId: string | undefined
}

export async function insertAuditEntries(
  db: Database,
  entries: readonly Omit<AuditEntry, 'id'>[],
): Promise<void> {
  if (entries.length === 0) return
  await db.insertInto('audit_events').values(entries.map(rowOf)).execute()
}

function rowOf(entry: Omit<AuditEntry, 'id'>) {
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

/** Deletes at most `limit` entries from before this moment and answers how many. */
export async function deleteAuditEntriesBefore(
  db: Database,
  before: number,
  limit: number,
): Promise<number> {
  const oldest = db
    .selectFrom('audit_events')
    .select('id')
    .where('at', '<', before)
    .orderBy('at')
    .limit(limit)
  const result = await db.deleteFrom('audit_events').where('id', 'in', oldest).executeTakeFirst()
  return Number(result.numDeletedRows)
}
