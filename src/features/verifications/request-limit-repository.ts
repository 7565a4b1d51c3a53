import { sql } from 'kysely'
import type { Database } from '../../database/tables.ts'

export interface Consumption {
  /** Who or what is limited. */
  readonly subject: string
  readonly now: number
  readonly windowMilliseconds: number
}

/**
 * Counts one more of these in its window and returns how many that makes, with the end of the window, in one statement: of
 * simultaneous ones each gets a number of its own. A window that is over begins anew.
 */
export async function consumeLimit(
  db: Database,
  { subject, now, windowMilliseconds }: Consumption,
): Promise<{ readonly count: number; readonly endsAt: number }> {
  const isOver = sql<boolean>`request_limits.window_ends_at <= ${now}
    or request_limits.window_started_at > ${now}`
  return db
    .insertInto('request_limits')
    .values({
      subject,
      count: 1,
      window_started_at: now,
      window_ends_at: now + windowMilliseconds,
    })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet({
        count: sql`case when ${isOver} then 1 else request_limits.count + 1 end`,
        window_started_at: sql`case when ${isOver} then excluded.window_started_at
          else request_limits.window_started_at end`,
        window_ends_at: sql`case when ${isOver} then excluded.window_ends_at
          else request_limits.window_ends_at end`,
      }),
    )
    .returning(['count', 'window_ends_at as endsAt'])
    .executeTakeFirstOrThrow()
}

/** Deletes at most `limit` windows that are over. */
export async function deleteOldLimits(db: Database, now: number, limit: number): Promise<void> {
  const over = db
    .selectFrom('request_limits')
    .select('subject')
    .where('window_ends_at', '<=', now)
    .limit(limit)
  await db.deleteFrom('request_limits').where('subject', 'in', over).execute()
}
