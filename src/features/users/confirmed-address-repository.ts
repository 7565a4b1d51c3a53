import type { Database } from '../../database/tables.ts'

export interface Confirmation {
  readonly afterId: number
  readonly limit: number
  readonly at: number
}

/** Confirms the addresses of the next users, in the order of their ids; returns whose were not confirmed before. */
export async function confirmNextAddresses(
  db: Database,
  { afterId, limit, at }: Confirmation,
): Promise<number[]> {
  const next = db
    .selectFrom('users')
    .select('id')
    .where('id', '>', afterId)
    .where('email_verified_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
  const rows = await db
    .updateTable('users')
    .set(({ eb }) => ({ email_verified_at: at, updated_at: at, version: eb('version', '+', 1) }))
    .where('id', 'in', next)
    .where('email_verified_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
