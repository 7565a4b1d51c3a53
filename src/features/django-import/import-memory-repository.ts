import type { Database, TransactionHandle } from '../../database/tables.ts'
import type { Digests } from './import-run.ts'

/** What kinds of rows are remembered. */
export type MemoryKind =
  | 'user'
  | 'group'
  | 'membership'
  | 'user_permission'
  | 'group_permission'
  | 'setting'
  | 'session'

export interface Remembered {
  readonly key: string
  readonly targetId: number | null
  readonly digests: Digests
}

/** What was imported before, of these rows of the source. */
export async function listRemembered(
  db: Database,
  kind: MemoryKind,
  keys: readonly string[],
): Promise<Map<string, Remembered>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('django_imports')
    .select(['source_key as key', 'target_id as targetId', 'digests'])
    .where('kind', '=', kind)
    .where('source_key', 'in', keys)
    .execute()
  return new Map(rows.map((row) => [row.key, { ...row, digests: JSON.parse(row.digests) }]))
}

export async function listAllRemembered(
  db: Database,
  kind: MemoryKind,
): Promise<Omit<Remembered, 'digests'>[]> {
  return db
    .selectFrom('django_imports')
    .select(['source_key as key', 'target_id as targetId'])
    .where('kind', '=', kind)
    .execute()
}

export async function upsertRemembered(
  db: TransactionHandle,
  kind: MemoryKind,
  rows: readonly Remembered[],
  importedAt: number,
): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('django_imports')
    .values(
      rows.map(({ key, targetId, digests }) => ({
        kind,
        source_key: key,
        target_id: targetId,
        digests: JSON.stringify(digests),
        imported_at: importedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['kind', 'source_key']).doUpdateSet(({ ref }) => ({
        target_id: ref('excluded.target_id'),
        digests: ref('excluded.digests'),
        imported_at: ref('excluded.imported_at'),
      })),
    )
    .execute()
}

export async function deleteRemembered(
  db: TransactionHandle,
  kind: MemoryKind,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await db
    .deleteFrom('django_imports')
    .where('kind', '=', kind)
    .where('source_key', 'in', keys)
    .execute()
}
