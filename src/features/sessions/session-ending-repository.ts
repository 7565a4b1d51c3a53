import type { Database } from '../../database/tables.ts'

/** Why a session is over. Public: shown in the console and the session list. */
export type EndReason =
  | 'logout'
  | 'expired'
  | 'refresh_token_reused'
  | 'password_changed'
  | 'email_changed'
  | 'user_deactivated'
  | 'user_deleted'
  | 'revoked'
  | 'session_limit'

/** How a session ends. */
export interface Ending {
  readonly reason: EndReason
  readonly endedAt: number
  readonly endedBy: string | null
}

/** Ends one session that had not ended; returns whether it did. */
export async function endSession(db: Database, id: number, ending: Ending): Promise<boolean> {
  const result = await endingOf(db, ending).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends the user's sessions, but for one where named; returns how many. */
export async function endUserSessions(
  db: Database,
  userId: number,
  ending: Ending,
  exceptSessionId = 0,
): Promise<number> {
  const result = await endingOf(db, ending)
    .where('user_id', '=', userId)
    .where('id', '<>', exceptSessionId)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export function endingOf(db: Database, { reason, endedAt, endedBy }: Ending) {
  return db
    .updateTable('sessions')
    .set({ ended_at: endedAt, end_reason: reason, ended_by: endedBy })
    .where('ended_at', 'is', null)
}

/** Ids above `afterId` in order, the next batch of a walk over the table. */
export async function listSessionIds(
  db: Database,
  afterId: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Of the sessions in this range of ids, deletes those that ended or expired before `overBefore`. */
export async function deleteOldSessions(
  db: Database,
  range: { readonly afterId: number; readonly lastId: number },
  overBefore: number,
): Promise<number> {
  const result = await db
    .deleteFrom('sessions')
    .where('id', '>', range.afterId)
    .where('id', '<=', range.lastId)
    .where(({ or, eb }) => or([eb('ended_at', '<', overBefore), eb('expires_at', '<', overBefore)]))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
