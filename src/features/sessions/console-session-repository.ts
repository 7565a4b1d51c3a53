import type { Database, TransactionHandle } from '../../database/tables.ts'

const columns = [
  'id',
  'user_id as userId',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'authenticated_at as authenticatedAt',
  'expires_at as expiresAt',
] as const

/** A login to the console: apart from the sessions of the API. DateTimes are milliseconds. */
export interface ConsoleSession {
  readonly id: number
  readonly userId: number
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly authenticatedAt: number
  readonly expiresAt: number
}

export interface NewConsoleSession {
  readonly tokenHash: string
  readonly userId: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly address: string | undefined
  readonly userAgent: string | undefined
}

export async function insertConsoleSession(
  db: TransactionHandle,
  session: NewConsoleSession,
): Promise<number> {
  const { id } = await db
    .insertInto('console_sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.createdAt,
      last_used_at: session.createdAt,
      authenticated_at: session.createdAt,
      expires_at: session.expiresAt,
      address: session.address ?? null,
      user_agent: session.userAgent ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The session of this token, whatever its age. */
export async function findConsoleSession(
  db: Database,
  tokenHashes: readonly string[],
): Promise<ConsoleSession | undefined> {
  return db
    .selectFrom('console_sessions')
    .select(columns)
    .where('token_hash', 'in', tokenHashes)
    .executeTakeFirst()
}

/** A login to the console and where it came from. */
export interface ConsoleSessionOfUser extends ConsoleSession {
  readonly address: string | null
  readonly userAgent: string | null
}

export function listConsoleSessionsOfUser(
  db: Database,
  userId: number,
): Promise<ConsoleSessionOfUser[]> {
  return db
    .selectFrom('console_sessions')
    .select([...columns, 'address', 'user_agent as userAgent'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
}

export async function updateConsoleSessionUsed(
  db: Database,
  id: number,
  lastUsedAt: number,
): Promise<void> {
  await db
    .updateTable('console_sessions')
    .set({ last_used_at: lastUsedAt })
    .where('id', '=', id)
    .where('last_used_at', '<', lastUsedAt)
    .execute()
}

/** Notes that the password was given again; returns whether the session still exists. */
export async function updateConsoleSessionAuthenticated(
  db: TransactionHandle,
  id: number,
  at: number,
): Promise<boolean> {
  const result = await db
    .updateTable('console_sessions')
    .set({ authenticated_at: at, last_used_at: at })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteConsoleSession(db: Database, id: number): Promise<boolean> {
  const result = await db.deleteFrom('console_sessions').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends one if it is this user's; returns whether it was there. */
export async function deleteConsoleSessionOfUser(
  db: Database,
  { id, userId }: { readonly id: number; readonly userId: number },
): Promise<boolean> {
  const result = await db
    .deleteFrom('console_sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends the user's logins to the console, but for one where named. */
export async function deleteConsoleSessionsOfUser(
  db: Database,
  userId: number,
  exceptId = 0,
): Promise<number> {
  const result = await db
    .deleteFrom('console_sessions')
    .where('user_id', '=', userId)
    .where('id', '<>', exceptId)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Sweeps out what is over, by either limit. */
export async function deleteOldConsoleSessions(
  db: Database,
  limits: { readonly expiredBefore: number; readonly unusedSince: number },
): Promise<void> {
  await db
    .deleteFrom('console_sessions')
    .where(({ or, eb }) =>
      or([
        eb('expires_at', '<=', limits.expiredBefore),
        eb('last_used_at', '<=', limits.unusedSince),
      ]),
    )
    .execute()
}
