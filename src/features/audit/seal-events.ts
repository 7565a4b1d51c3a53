import { type Context, inTransaction } from '../../context.ts'
import { isSealed, sealOf } from '../../crypto/audit-seal.ts'
import {
  type AuditChain,
  listUnnumbered,
  lockChain,
  type SealedEntry,
  updateChain,
  updateSeal,
} from './audit-seal-repository.ts'

/** What of an entry is sealed, in this order. */
export function contentOf(entry: Omit<SealedEntry, 'id' | 'seal' | 'seal_number'>): unknown[] {
  return [
    entry.at,
    entry.actor_kind,
    entry.actor_id,
    entry.actor,
    entry.action,
    entry.result,
    entry.code,
    entry.object_type,
    entry.object_id,
    entry.object_label,
    entry.changes,
    entry.address,
    entry.user_agent,
    entry.request_id,
  ]
}

export function chainContent({ firstNumber, lastNumber, afterId }: AuditChain): unknown[] {
  return [firstNumber, lastNumber, afterId]
}

const batchSize = 200
const maxBatches = 25

/**
 * Gives the entries that were written since the last time their places in the sequence, so that one which is removed
 * leaves a gap. An entry that this program did not write gets none.
 */
export async function numberSeals(context: Context): Promise<void> {
  for (let batches = 0; batches < maxBatches; batches += 1) {
    if ((await numberBatch(context)) < batchSize) return
  }
}

function numberBatch(context: Context): Promise<number> {
  return inTransaction(context, async ({ db, secrets: { auditSeals } }) => {
    const chain = await lockChain(db)
    const entries = await listUnnumbered(db, { afterId: chain.afterId, limit: batchSize })
    if (entries.length === 0) return 0
    let { lastNumber } = chain
    for (const entry of entries) {
      const content = contentOf(entry)
      if (!isSealed(auditSeals, { kind: 'entry', content }, entry.seal)) {
        await updateSeal(db, entry.id, { number: -entry.id, seal: entry.seal })
        continue
      }
      lastNumber += 1
      const seal = sealOf(auditSeals[0], { kind: 'numbered', number: lastNumber, content })
      await updateSeal(db, entry.id, { number: lastNumber, seal })
    }
    await updateChain(db, sealedChain(context, { ...chain, lastNumber }))
    return entries.length
  })
}

/** Moves the beginning of the sequence behind entries that were purged, in the transaction that purges them. */
export async function moveChainStart(
  context: Context & { readonly db: Parameters<typeof lockChain>[0] },
  purgedNumbers: readonly number[],
): Promise<void> {
  const last = purgedNumbers.reduce((most, number) => Math.max(most, number), 0)
  const chain = await lockChain(context.db)
  if (last < chain.firstNumber) return
  await updateChain(context.db, sealedChain(context, { ...chain, firstNumber: last + 1 }))
}

function sealedChain({ secrets: { auditSeals } }: Pick<Context, 'secrets'>, chain: AuditChain) {
  const content = chainContent(chain)
  return { ...chain, seal: sealOf(auditSeals[0], { kind: 'chain', content }) }
}
