import type { Selection } from 'kysely'
import type { Database, Tables } from '../../database/tables.ts'

export const emailColumns = [
  'id',
  'kind',
  'locale',
  'user_id as userId',
  'verification_id as verificationId',
  'recipient',
  'variables',
  'state',
  'due_at as dueAt',
  'claimed_until as claimedUntil',
  'attempts',
  'last_error as lastError',
  'created_at as createdAt',
  'sent_at as sentAt',
] as const

/** An email of the queue. Times are milliseconds. */
export type QueuedEmail = Readonly<Selection<Tables, 'emails', (typeof emailColumns)[number]>>

export interface NewEmail {
  readonly kind: string
  readonly locale: string
  readonly userId: number | null
  readonly verificationId: number | null
  readonly recipient: string
  /** JSON */
  readonly variables: string
  readonly state: 'due' | 'kept' | 'dropped'
  readonly at: number
}

export async function insertEmail(db: Database, email: NewEmail): Promise<number> {
  const { id } = await db
    .insertInto('emails')
    .values({
      kind: email.kind,
      locale: email.locale,
      user_id: email.userId,
      verification_id: email.verificationId,
      recipient: email.recipient,
      variables: email.variables,
      state: email.state,
      due_at: email.at,
      claimed_until: 0,
      created_at: email.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Claims the email that has been due the longest, in one statement: no other node gets it until the claim is over. The
 * conditions are repeated, so that of two simultaneous claims of one row the second finds nothing.
 */
export function claimEmail(
  db: Database,
  now: number,
  claimedUntil: number,
): Promise<QueuedEmail | undefined> {
  const next = db
    .selectFrom('emails')
    .select('id')
    .where('state', '=', 'due')
    .where('due_at', '<=', now)
    .where('claimed_until', '<=', now)
    .orderBy('due_at')
    .limit(1)
  return db
    .updateTable('emails')
    .set(({ eb }) => ({ claimed_until: claimedUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', next)
    .where('state', '=', 'due')
    .where('claimed_until', '<=', now)
    .returning(emailColumns)
    .executeTakeFirst()
}

export interface EmailOutcome {
  readonly state: 'sent' | 'failed' | 'due'
  readonly at: number
  /** When the next attempt is due. */
  readonly dueAt?: number | undefined
  readonly error?: string | undefined
}

/** Records the outcome of a claimed email; a node whose claim ran out changes nothing. */
export async function settleEmail(
  db: Database,
  { id, claimedUntil }: Pick<QueuedEmail, 'id' | 'claimedUntil'>,
  { state, at, dueAt, error }: EmailOutcome,
): Promise<void> {
  await db
    .updateTable('emails')
    .set({
      state,
      claimed_until: 0,
      last_error: error ?? null,
      ...(dueAt === undefined ? {} : { due_at: dueAt }),
      ...(state === 'sent' ? { sent_at: at } : {}),
    })
    .where('id', '=', id)
    .where('claimed_until', '=', claimedUntil)
    .execute()
}

/** Every email of a user that is kept, the oldest first. */
export function listEmailsOfUser(db: Database, userId: number): Promise<QueuedEmail[]> {
  return db
    .selectFrom('emails')
    .select(emailColumns)
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
}

/** Makes a failed email due again; undefined where there is none. */
export function updateFailedToDue(
  db: Database,
  id: number,
  now: number,
): Promise<QueuedEmail | undefined> {
  return db
    .updateTable('emails')
    .set({ state: 'due', due_at: now, claimed_until: 0 })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returning(emailColumns)
    .executeTakeFirst()
}

/** How many emails wait, and since when the oldest is due. */
export async function findBacklog(
  db: Database,
): Promise<{ readonly count: number; readonly oldestAt: number | undefined }> {
  const { count, oldest } = await db
    .selectFrom('emails')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
    .where('state', '=', 'due')
    .executeTakeFirstOrThrow()
  return { count: Number(count), oldestAt: oldest === null ? undefined : Number(oldest) }
}

/** Records whose the emails are that an address got with the links of a kind before it had a user. */
export async function assignEmails(
  db: Database,
  {
    userId,
    normalizedEmail,
    kind,
  }: { readonly userId: number; readonly normalizedEmail: string; readonly kind: string },
): Promise<void> {
  await db
    .updateTable('emails')
    .set({ user_id: userId })
    .where('user_id', 'is', null)
    .where('verification_id', 'in', (eb) =>
      eb
        .selectFrom('verifications')
        .select('verifications.id')
        .where('normalized_email', '=', normalizedEmail)
        .where('kind', '=', kind),
    )
    .execute()
}

export async function deleteEmails(db: Database, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await db.deleteFrom('emails').where('id', 'in', ids).execute()
}

/** Deletes at most `limit` emails that were dropped before one time, or settled before another. */
export async function deleteOldEmails(
  db: Database,
  { droppedBefore, before }: { readonly droppedBefore: number; readonly before: number },
  limit: number,
): Promise<void> {
  const old = db
    .selectFrom('emails')
    .select('id')
    .where('state', '<>', 'due')
    .where(({ or, and, eb }) =>
      or([
        eb('created_at', '<', before),
        and([eb('state', '=', 'dropped'), eb('created_at', '<', droppedBefore)]),
      ]),
    )
    .limit(limit)
  await db.deleteFrom('emails').where('id', 'in', old).execute()
}
