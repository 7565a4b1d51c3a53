import type { Selection } from 'kysely'
import { scan } from '../../database/scans.ts'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'

const columns = [
  'id',
  'at',
  'actor_kind',
  'actor_id',
  'actor',
  'action',
  'result',
  'code',
  'object_type',
  'object_id',
  'object_label',
  'changes',
  'address',
  'user_agent',
  'request_id',
  'seal',
  'seal_number',
] as const

/** An audit entry with its seal. */
export type SealedEntry = Readonly<Selection<Tables, 'audit_events', (typeof columns)[number]>>

/** The ends of the sequence of seals. */
export interface AuditChain {
  /** Entries before this number may have been purged. */
  readonly firstNumber: number
  readonly lastNumber: number
  /** Entries up to this one are older than sealing. */
  readonly afterId: number
  readonly seal: string | null
}

export function readChain(db: Database): Promise<AuditChain> {
  return db
    .selectFrom('audit_chain')
    .select([
      'first_number as firstNumber',
      'last_number as lastNumber',
      'after_id as afterId',
      'seal',
    ])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
}

/** The same, and whoever else wants to change it waits for this transaction. */
export async function lockChain(db: TransactionHandle): Promise<AuditChain> {
  await db
    .updateTable('audit_chain')
    .set(({ ref }) => ({ seal: ref('seal') }))
    .where('id', '=', 1)
    .execute()
  return readChain(db)
}

export async function updateChain(db: TransactionHandle, chain: AuditChain): Promise<void> {
  await db
    .updateTable('audit_chain')
    .set({
      first_number: chain.firstNumber,
      last_number: chain.lastNumber,
      seal: chain.seal,
    })
    .where('id', '=', 1)
    .execute()
}

/** The oldest entries that have no number yet. */
export function listUnnumbered(
  db: Database,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<SealedEntry[]> {
  return db
    .selectFrom('audit_events')
    .select(columns)
    .where('seal_number', 'is', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function updateSeal(
  db: TransactionHandle,
  id: number,
  { number, seal }: { readonly number: number; readonly seal: string | null },
): Promise<void> {
  await db
    .updateTable('audit_events')
    .set({ seal_number: number, seal })
    .where('id', '=', id)
    .execute()
}

/** A page of the entries by number; those that were refused have numbers below 0. */
export function listNumbered(
  db: Database,
  { afterNumber, limit }: { readonly afterNumber: number; readonly limit: number },
): Promise<SealedEntry[]> {
  const query = db
    .selectFrom('audit_events')
    .select(columns)
    .where('seal_number', '>', afterNumber)
    .orderBy('seal_number')
    .limit(limit)
  return scan(db, query.compile())
}
