import type { Database } from '../../database/tables.ts'
import { type SessionValidity, whereValid } from './validity.ts'

export async function findAuthenticatedAt(
  db: Database,
  { userId, sessionId }: { readonly userId: number; readonly sessionId: number },
  validity: SessionValidity,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.coalesce('authenticated_at', 'created_at').as('at'))
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where(whereValid(validity))
    .executeTakeFirst()
  return row && Number(row.at)
}

export async function updateAuthenticatedAt(
  db: Database,
  sessionId: number,
  at: number,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ authenticated_at: at })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}
