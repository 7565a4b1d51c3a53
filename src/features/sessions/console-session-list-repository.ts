import { type Expression, expressionBuilder, type Selection, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'
import { isWithin, ownerStartsWith, type SessionAuthority } from './session-owner-repository.ts'

const columns = [
  'console_sessions.id',
  'console_sessions.user_id as userId',
  'console_sessions.created_at as createdAt',
  'console_sessions.last_used_at as lastUsedAt',
  'console_sessions.authenticated_at as authenticatedAt',
  'console_sessions.expires_at as expiresAt',
  'console_sessions.address',
  'console_sessions.user_agent as userAgent',
] as const

/** A login to the console as administrators see it: nothing of its token. Times are milliseconds. */
export type ListedConsoleSession = Readonly<
  Selection<Tables, 'console_sessions', (typeof columns)[number]> & { email: string }
>

/** Which sessions; what is absent does not matter. */
export interface ConsoleSessionFilter {
  /** Since when they must have been used to be alive, and when they must not have expired. */
  readonly usedAfter: number
  readonly now: number
  readonly userId?: number | undefined
  readonly emailPrefix?: string | undefined
}

const id = sql<number>`console_sessions.id`
const ownerId = sql.ref<number>('console_sessions.user_id')
const email = sql<string>`(select email from users where users.id = console_sessions.user_id)`

export function listConsoleSessionRows(
  db: Database,
  filter: ConsoleSessionFilter,
  page: PageRequest,
): Promise<Page<ListedConsoleSession>> {
  const query = matching(db, filter).select(columns).select(email.as('email'))
  return listPage(db, query, { by: id, id }, page)
}

export function countConsoleSessionRows(
  db: Database,
  filter: ConsoleSessionFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter).select('console_sessions.id'), limit)
}

export function findListedConsoleSession(
  db: Database,
  filter: ConsoleSessionFilter,
  sessionId: number,
): Promise<ListedConsoleSession | undefined> {
  return matching(db, filter)
    .select(columns)
    .select(email.as('email'))
    .where('console_sessions.id', '=', sessionId)
    .executeTakeFirst()
}

/** Ends a session unless its user may do more; returns whether it did. */
export async function deleteConsoleSessionWithin(
  db: TransactionHandle,
  sessionId: number,
  authority: SessionAuthority | undefined,
): Promise<boolean> {
  let query = db.deleteFrom('console_sessions').where('id', '=', sessionId)
  if (authority) query = query.where(isWithin(ownerId, authority))
  const { numDeletedRows } = await query.executeTakeFirst()
  return numDeletedRows > 0n
}

const eb = expressionBuilder<Tables, 'console_sessions'>()

function matching(db: Database, { now, usedAfter, userId, emailPrefix }: ConsoleSessionFilter) {
  const conditions: Expression<SqlBool>[] = [
    eb('console_sessions.expires_at', '>', now),
    eb('console_sessions.last_used_at', '>', usedAfter),
  ]
  if (userId !== undefined) conditions.push(eb('console_sessions.user_id', '=', userId))
  if (emailPrefix) conditions.push(ownerStartsWith(ownerId, emailPrefix))
  return db.selectFrom('console_sessions').where(eb.and(conditions))
}
