import { type Context, inTransaction } from '../../context.ts'
import { dayOf } from '../activity/hour-of.ts'
import { deleteAuditEntriesBefore } from '../audit/audit-repository.ts'
import { recordEvent } from '../audit/record-event.ts'
import { systemCaller } from '../permissions/administrator.ts'

const batchSize = 500

/**
 * Removes a batch of the events whose retention is over, which is an event itself. Whole days go at once, so that
 * these entries do not become a second log.
 */
export async function purgeAudit(context: Context): Promise<void> {
  const oldest = context.now() - context.settings.values.AUDIT_RETENTION * 1_000
  const before = dayOf(oldest)

  await inTransaction(context, async (context) => {
    const count = await deleteAuditEntriesBefore(context.db, before, batchSize)
    if (count === 0) return
    await recordEvent(context, {
      action: 'audit.purge',
      caller: systemCaller,
      changes: { events: [count, 0], kept_from: [null, new Date(before).toISOString()] },
    })
  })
}
