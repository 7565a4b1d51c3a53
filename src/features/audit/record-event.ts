import type { Caller, Context } from '../../context.ts'
import { sealOf } from '../../crypto/audit-seal.ts'
import type { ErrorCode } from '../../errors.ts'
import type { AuditAction } from './audit-actions.ts'
import { type AuditRow, insertAuditEntries, type NewAuditEntry } from './audit-repository.ts'
import { contentOf } from './seal-events.ts'

export interface AuditEvent {
  readonly action: AuditAction
  readonly caller: Caller
  /** Why it was refused; absent for a success. */
  readonly code?: ErrorCode
  readonly object?: { readonly type: string; readonly id: string | number; readonly label: string }
  /** Field → [from, to]; never secrets. */
  readonly changes?: Readonly<Record<string, readonly [unknown, unknown]>>
}

/**
 * Writes one audit entry and one log line. Inside a transaction the entry commits with the mutation, and the line
 * follows the commit; a penalty is recorded outside, so that the refusal that follows cannot roll it back.
 */
export async function recordEvent(context: Context, event: AuditEvent): Promise<void> {
  const { actor, client } = event.caller
  const result = event.code === undefined ? 'success' : 'failure'

  await writeEntries(context, [
    {
      at: context.now(),
      actorKind: actor.kind,
      actorId: actor.id,
      actor: actor.label,
      action: event.action,
      result,
      code: event.code,
      objectType: event.object?.type,
      objectId: event.object && String(event.object.id),
      objectLabel: event.object?.label,
      changes: event.changes,
      address: client.address,
      userAgent: client.userAgent,
      requestId: client.requestId,
    },
  ])
  const line = {
    event: event.action,
    result,
    code: event.code,
    user_id: actor.id ?? null,
    object: event.object && `${event.object.type}:${event.object.id}`,
    ip: client.address,
    request_id: client.requestId,
  }
  context.afterCommit(() => context.log.info(line, 'event'))
}

/** Writes entries without log lines: for imports, whose own report says what they did. */
export function writeEntries(
  { db, secrets }: Pick<Context, 'db' | 'secrets'>,
  entries: readonly NewAuditEntry[],
): Promise<void> {
  const [key] = secrets.auditSeals
  const seal = (row: AuditRow) => sealOf(key, { kind: 'entry', content: contentOf(row) })
  return insertAuditEntries(db, entries, seal)
}
