import { prepared } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'

export interface Attempt {
  readonly subject: string
  /** Whose account it is, if there is one. */
  readonly userId: number | null
  readonly now: number
  /** Windows that began at or before this moment are over. */
  readonly windowsOverAt: number
  readonly limit: number
}

const upsertAttempt = prepared<Attempt, { subject: string }>('upsert_attempt', (db, place) =>
  db
    .insertInto('login_attempts')
    .values({
      subject: place('subject'),
      failures: 1,
      window_started_at: place('now'),
      user_id: place('userId'),
    })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet(({ eb }) => {
          const isOver = eb('login_attempts.window_started_at', '<=', place('windowsOverAt'))
          const grown = eb('login_attempts.failures', '+', 1)
          return {
            failures: eb.case().when(isOver).then(1).else(grown).end(),
            window_started_at: eb
              .case()
              .when(isOver)
              .then(eb.ref('excluded.window_started_at'))
              .else(eb.ref('login_attempts.window_started_at'))
              .end(),
            user_id: eb.ref('excluded.user_id'),
          }
        })
        .where(({ or, eb }) =>
          or([
            eb('login_attempts.window_started_at', '<=', place('windowsOverAt')),
            eb('login_attempts.failures', '<', place('limit')),
          ]),
        ),
    )
    .returning('subject'),
)

/** Counts an attempt of this subject unless its window is full; answers whether it was counted. One statement. */
export async function insertAttempt(db: Database, attempt: Attempt): Promise<boolean> {
  const rows = await upsertAttempt(db, attempt)
  return rows.length > 0
}

/** When the subject's window began, milliseconds. */
export async function findWindowStart(db: Database, subject: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('login_attempts')
    .select('window_started_at')
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.window_started_at
}

export async function deleteAttempts(db: Database, subject: string): Promise<boolean> {
  const result = await db
    .deleteFrom('login_attempts')
    .where('subject', '=', subject)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Gives one attempt back. */
export async function returnAttempt(db: Database, subject: string): Promise<void> {
  await db
    .updateTable('login_attempts')
    .set((expression) => ({ failures: expression('failures', '-', 1) }))
    .where('subject', '=', subject)
    .where('failures', '>', 0)
    .execute()
}

export async function deleteOldAttempts(db: Database, before: number): Promise<void> {
  await db.deleteFrom('login_attempts').where('window_started_at', '<', before).execute()
}

export interface CountedAttempts {
  readonly subject: string
  readonly failures: number
  readonly windowStartedAt: number
}

export async function listAttempts(
  db: Database,
  subjects: readonly string[],
): Promise<CountedAttempts[]> {
  if (subjects.length === 0) return []
  return db
    .selectFrom('login_attempts')
    .select(['subject', 'failures', 'window_started_at as windowStartedAt'])
    .where('subject', 'in', subjects)
    .execute()
}

/** What was tried under a previous address of a user is not its own any more. */
export async function detachAttempts(db: Database, userId: number): Promise<void> {
  await db
    .updateTable('login_attempts')
    .set({ user_id: null })
    .where('user_id', '=', userId)
    .execute()
}
