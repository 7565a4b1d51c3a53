import type { Selection } from 'kysely'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'

const columns = [
  'id',
  'handle',
  'kind',
  'user_id as userId',
  'email',
  'normalized_email as normalizedEmail',
  'payload',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'consumed_at as consumedAt',
] as const

/** A one-time link and code. Times are milliseconds. */
export type Verification = Readonly<Selection<Tables, 'verifications', (typeof columns)[number]>>

export interface NewVerification {
  readonly handle: string
  readonly kind: string
  readonly userId: number | null
  readonly email: string
  readonly normalizedEmail: string
  readonly payload: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly address: string | undefined
  readonly userAgent: string | undefined
}

export async function insertVerification(
  db: TransactionHandle,
  verification: NewVerification,
): Promise<number> {
  const { id } = await db
    .insertInto('verifications')
    .values({
      handle: verification.handle,
      kind: verification.kind,
      user_id: verification.userId,
      email: verification.email,
      normalized_email: verification.normalizedEmail,
      payload: verification.payload,
      created_at: verification.createdAt,
      expires_at: verification.expiresAt,
      address: verification.address ?? null,
      user_agent: verification.userAgent ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The verification with this handle, whatever its state. */
export function findVerification(db: Database, handle: string): Promise<Verification | undefined> {
  return db
    .selectFrom('verifications')
    .select(columns)
    .where('handle', '=', handle)
    .executeTakeFirst()
}

export function findVerificationById(db: Database, id: number): Promise<Verification | undefined> {
  return db.selectFrom('verifications').select(columns).where('id', '=', id).executeTakeFirst()
}

export interface Guess {
  readonly handle: string
  readonly kind: string
  readonly now: number
  readonly createdAfter: number
  readonly maxGuesses: number
}

/** Counts a guess before anybody looks whether it is right; undefined when there is nothing left to guess. */
export function countGuess(db: Database, guess: Guess): Promise<Verification | undefined> {
  return db
    .updateTable('verifications')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
    .where('handle', '=', guess.handle)
    .where('kind', '=', guess.kind)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', guess.now)
    .where('created_at', '>', guess.createdAfter)
    .where('attempts', '<', guess.maxGuesses)
    .returning(columns)
    .executeTakeFirst()
}

/** Uses a verification up; of simultaneous uses one returns true. */
export async function consumeVerification(
  db: TransactionHandle,
  id: number,
  now: number,
): Promise<boolean> {
  const result = await db
    .updateTable('verifications')
    .set({ consumed_at: now })
    .where('id', '=', id)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Makes every other link and code of a user worthless. The link that undoes a change of email survives a new password and
 * the next change unless told: with either a thief would keep the account.
 */
export async function endVerificationsOfUser(
  db: TransactionHandle,
  { userId, now, includesUndo }: { userId: number; now: number; includesUndo: boolean },
): Promise<void> {
  let query = db
    .updateTable('verifications')
    .set({ consumed_at: now })
    .where('user_id', '=', userId)
    .where('consumed_at', 'is', null)
  if (!includesUndo) query = query.where('kind', '<>', 'undo_email_change')
  await query.execute()
}

/** Makes every link and code of a kind worthless that an address without a user got. */
export async function endVerificationsOfEmail(
  db: TransactionHandle,
  { normalizedEmail, kind, now }: { normalizedEmail: string; kind: string; now: number },
): Promise<void> {
  await db
    .updateTable('verifications')
    .set({ consumed_at: now })
    .where('normalized_email', '=', normalizedEmail)
    .where('kind', '=', kind)
    .where('consumed_at', 'is', null)
    .execute()
}

/** Whether someone else may still take their account back to this address. */
export async function isReservedForUndo(
  db: Database,
  {
    normalizedEmail,
    exceptUserId,
    now,
  }: { normalizedEmail: string; exceptUserId: number; now: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('verifications')
    .select('id')
    .where('normalized_email', '=', normalizedEmail)
    .where('kind', '=', 'undo_email_change')
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where('user_id', '<>', exceptUserId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Every verification of a user that is kept, the oldest first. */
export function listVerificationsOfUser(db: Database, userId: number): Promise<Verification[]> {
  return db
    .selectFrom('verifications')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
}

/** The latest live verification of this kind for the user. */
export function findLiveVerification(
  db: Database,
  { userId, kind, now }: { userId: number; kind: string; now: number },
): Promise<Verification | undefined> {
  return db
    .selectFrom('verifications')
    .select(columns)
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Deletes at most `limit` verifications that ran out before this time. */
export async function deleteOldVerifications(
  db: Database,
  before: number,
  limit: number,
): Promise<void> {
  const old = db
    .selectFrom('verifications')
    .select('id')
    .where('expires_at', '<', before)
    .limit(limit)
  await db.deleteFrom('verifications').where('id', 'in', old).execute()
}
