import { prepared } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'

export interface NewAttempt {
  /** Whose failures are counted: a user's or a client address's. */
  readonly key: string
  /** Whose user it is, if there is one. */
  readonly userId: number | null
  readonly now: number
  /** Windows that began at or before this time are over. */
  readonly windowsOverAt: number
  readonly limit: number
}

const upsertAttempt = prepared<NewAttempt, { failures: number }>('upsert_attempt', (db, place) =>
  db
    .insertInto('login_attempts')
    .values({
      subject: place('key'),
      failures: 1,
      in_flight: 1,
      last_attempt_at: place('now'),
      window_started_at: place('now'),
      user_id: place('userId'),
    })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet(({ eb, ref }) => {
          const isOver = eb('login_attempts.window_started_at', '<=', place('windowsOverAt'))
          const grown = (column: 'failures' | 'in_flight') =>
            eb
              .case()
              .when(isOver)
              .then(1)
              .else(eb(`login_attempts.${column}`, '+', 1))
              .end()
          return {
            failures: grown('failures'),
            in_flight: grown('in_flight'),
            last_attempt_at: ref('excluded.last_attempt_at'),
            window_started_at: eb
              .case()
              .when(isOver)
              .then(ref('excluded.window_started_at'))
              .else(ref('login_attempts.window_started_at'))
              .end(),
            user_id: ref('excluded.user_id'),
          }
        })
        .where(({ or, eb }) =>
          or([
            eb('login_attempts.window_started_at', '<=', place('windowsOverAt')),
            eb('login_attempts.failures', '<', place('limit')),
          ]),
        ),
    )
    .returning('failures'),
)

/** Counts an attempt unless the window is full; returns the failures with it. One statement. */
export async function insertAttempt(
  db: Database,
  attempt: NewAttempt,
): Promise<number | undefined> {
  const [row] = await upsertAttempt(db, attempt)
  return row?.failures
}

/** When the window began and had its last attempt, milliseconds, and how many attempts count and are under way. */
export function findWindow(db: Database, key: string) {
  return db
    .selectFrom('login_attempts')
    .select([
      'failures',
      'window_started_at as startedAt',
      'last_attempt_at as lastAttemptAt',
      'in_flight as inFlight',
    ])
    .where('subject', '=', key)
    .executeTakeFirst()
}

type AttemptKey = { readonly key: string }

/** Forgets the failures; attempts that are still under way stay counted. */
const updateReset = prepared<AttemptKey, unknown>('reset_attempts', (db, place) =>
  db
    .updateTable('login_attempts')
    .set(({ eb }) => {
      const others = eb
        .case()
        .when('in_flight', '>', 0)
        .then(eb('in_flight', '-', 1))
        .else(0)
        .end()
      return { failures: others, in_flight: others }
    })
    .where('subject', '=', place('key')),
)

export async function resetAttempts(db: Database, key: string): Promise<void> {
  await updateReset(db, { key })
}

const updateFailed = prepared<AttemptKey, unknown>('settle_failed_attempt', (db, place) =>
  db
    .updateTable('login_attempts')
    .set(({ eb }) => ({ in_flight: eb('in_flight', '-', 1) }))
    .where('subject', '=', place('key'))
    .where('in_flight', '>', 0),
)

/** The attempt is over and stays counted. */
export async function settleFailedAttempt(db: Database, key: string): Promise<void> {
  await updateFailed(db, { key })
}

const updateGivenBack = prepared<AttemptKey, unknown>('give_attempt_back', (db, place) =>
  db
    .updateTable('login_attempts')
    .set(({ eb }) => ({
      failures: eb('failures', '-', 1),
      in_flight: eb('in_flight', '-', 1),
    }))
    .where('subject', '=', place('key'))
    .where('failures', '>', 0)
    .where('in_flight', '>', 0),
)

/** The attempt is over and counts no more. */
export async function giveAttemptBack(db: Database, key: string): Promise<void> {
  await updateGivenBack(db, { key })
}

/** Gives back all that are under way, unless another one began after `lastAttemptAt`. */
export async function giveAbandonedBack(
  db: Database,
  key: string,
  lastAttemptAt: number,
): Promise<boolean> {
  const result = await db
    .updateTable('login_attempts')
    .set(({ eb }) => ({ failures: eb('failures', '-', eb.ref('in_flight')), in_flight: 0 }))
    .where('subject', '=', key)
    .where('last_attempt_at', '=', lastAttemptAt)
    .where('in_flight', '>', 0)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteAttempts(db: Database, key: string): Promise<boolean> {
  const result = await db.deleteFrom('login_attempts').where('subject', '=', key).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Deletes windows that began before the one time, or after the other one: by a clock that was ahead then. */
export async function deleteOldAttempts(
  db: Database,
  { before, after }: { readonly before: number; readonly after: number },
): Promise<void> {
  await db
    .deleteFrom('login_attempts')
    .where(({ or, eb }) =>
      or([eb('window_started_at', '<', before), eb('window_started_at', '>', after)]),
    )
    .execute()
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
