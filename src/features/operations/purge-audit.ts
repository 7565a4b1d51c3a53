import { type Context, inTransaction } from '../../context.ts'
import { dayOf } from '../activity/hour-of.ts'
import { deleteAuditEntriesBefore } from '../audit/audit-repository.ts'
import { recordEvent } from '../audit/record-event.ts'
import { moveChainStart } from '../audit/seal-events.ts'
import { systemCaller } from '../permissions/administrator.ts'
import { defaultOf } from '../settings/definitions.ts'
import { listChangesOf } from '../settings/settings-repository.ts'

const batchSize = 500
const dayMilliseconds = 86_400_000
const retention = 'AUDIT_RETENTION'

/**
 * Removes a batch of the events whose retention is over, which is an event itself. Whole days go at once, so that
 * these entries do not become a second log.
 */
export async function purgeAudit(context: Context): Promise<void> {
  const { inForce, longestEver } = await readRetentions(context)
  const before = dayOf(context.now() - inForce * 1_000)
  const changesBefore = dayOf(context.now() - longestEver * 1_000)
  const exempt = { objectType: 'setting', objectId: retention, from: changesBefore }

  await inTransaction(context, async (context) => {
    const purge = { before, exempt, limit: batchSize }
    const numbers = await deleteAuditEntriesBefore(context.db, purge)
    const count = numbers.length
    if (count === 0) return
    await moveChainStart(
      context,
      numbers.filter((number) => number !== null),
    )
    await recordEvent(context, {
      action: 'audit.purge',
      caller: systemCaller,
      changes: { events: [count, 0], kept_from: [null, new Date(before).toISOString()] },
    })
  })
}

/**
 * Seconds. A shorter time is in force a day after it was set, so that a change by someone with something to hide can be
 * taken back; and the entry of a change is kept for the longest time that ever applied.
 */
async function readRetentions({ db, config, settings, now }: Context) {
  const current = settings.values[retention]
  const changes = await listChangesOf(db, [retention])
  const secondsOf = (value: unknown) => Number(value ?? defaultOf(retention, config.mode))
  const ofLastDay = changes.filter(({ changedAt }) => changedAt > now() - dayMilliseconds)
  const longest = (values: readonly unknown[]) => Math.max(current, ...values.map(secondsOf))
  return {
    inForce: longest(ofLastDay.map(({ from }) => from)),
    longestEver: longest(changes.flatMap(({ from, to }) => [from, to])),
  }
}
