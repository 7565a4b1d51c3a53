import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { contains, isOneOf, startsWith } from '../../database/conditions.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { type User, userColumns } from './user-repository.ts'

export type UserState = 'active' | 'deactivated' | 'deleted'

/** `locked`: active, but locked by failed logins. */
export type UserStateFilter = UserState | 'locked'

/** Which failures lock a user: that many in a window that began later than this. */
export interface LockingWindow {
  readonly limit: number
  readonly startedAfter: number
}

/** Which users; what is absent does not matter. Times are milliseconds, from inclusive, to exclusive. */
export interface UserFilter {
  readonly search?: string | undefined
  /** Searches anywhere in the texts instead of at their beginning: slow. */
  readonly isSubstringSearch?: boolean | undefined
  readonly states?: readonly UserStateFilter[] | undefined
  /** What locks a user, for that state; absent when nothing does. */
  readonly lockingWindow?: LockingWindow | undefined
  readonly isStaff?: boolean | undefined
  /** Whether the email address is confirmed. */
  readonly isSuperuser?: boolean | undefined
  readonly isEmailVerified?: boolean | undefined
  readonly groupId?: number | undefined
  readonly ids?: readonly number[] | undefined
  readonly createdFrom?: number | undefined
  readonly createdTo?: number | undefined
  readonly lastLoginFrom?: number | undefined
  readonly lastLoginTo?: number | undefined
  readonly neverLoggedIn?: boolean | undefined
}

/** What lists of users sort by. The last two are the expressions of indexes (see the first migration). */
const orders = {
  id: sql<number>`users.id`,
  email: sql<string>`users.email_identity`,
  created_at: sql<number>`users.created_at`,
  username: sql<string>`coalesce(lower(users.username), '')`,
  last_login_at: sql<number>`coalesce(users.last_login_at, 0)`,
}

export type UserOrder = keyof typeof orders
export const userOrders = Object.keys(orders) as UserOrder[]

export type UserPage = PageRequest & { readonly sort: UserOrder }

export function listUserRows(
  db: Database,
  filter: UserFilter,
  page: UserPage,
): Promise<Page<User>> {
  const query = matching(db, filter).select(userColumns)
  return listPage(db, query, { by: orders[page.sort], id: orders.id }, page)
}

export function countUserRows(
  db: Database,
  filter: UserFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter).select('users.id'), limit)
}

/** Whether there is an active superuser besides these. */
export async function hasActiveSuperuser(
  db: Database,
  exceptIds: readonly number[] = [0],
): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('is_superuser', '=', true)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .where('id', 'not in', exceptIds)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Users whose deactivation should have ended by now. */
export async function listUserIdsDeactivatedUntil(
  db: Database,
  now: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('deactivated_until', '<=', now)
    .where('is_active', '=', false)
    .where('deleted_at', 'is', null)
    .orderBy('deactivated_until')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Users who were deleted before this time. */
export async function listUserIdsDeletedBefore(
  db: Database,
  before: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('deleted_at', '<', before)
    .orderBy('deleted_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

const eb = expressionBuilder<Tables, 'users'>()

function matching(db: Database, filter: UserFilter) {
  const conditions = [
    ...stateConditions(filter),
    ...searchConditions(filter),
    ...flagConditions(filter),
    ...timeConditions(filter),
  ]
  return db.selectFrom('users').where(eb.and(conditions))
}

function stateConditions({
  states = ['active', 'deactivated'],
  lockingWindow,
}: UserFilter): Expression<SqlBool>[] {
  const shows = (state: UserStateFilter) => states.includes(state)
  const alternatives: Expression<SqlBool>[] = []
  if (shows('active')) alternatives.push(eb('users.is_active', '=', true))
  if (shows('deactivated')) alternatives.push(eb('users.is_active', '=', false))
  if (shows('locked')) alternatives.push(isLocked(lockingWindow))
  if (shows('deleted')) alternatives.push(eb('users.deleted_at', 'is not', null))

  const conditions: Expression<SqlBool>[] = []
  if (!shows('deleted')) conditions.push(eb('users.deleted_at', 'is', null))
  if (!shows('active') || !shows('deactivated')) conditions.push(eb.or(alternatives))
  return conditions
}

function isLocked(window: LockingWindow | undefined): Expression<SqlBool> {
  if (!window) return eb.lit(false)
  const locked = eb
    .selectFrom('login_attempts')
    .select('login_attempts.user_id')
    .where('login_attempts.window_started_at', '>', window.startedAfter)
    .where('login_attempts.failures', '>=', window.limit)
  return eb.and([eb('users.is_active', '=', true), eb('users.id', 'in', locked)])
}

function searchConditions({ search, isSubstringSearch }: UserFilter): Expression<SqlBool>[] {
  if (!search) return []
  const email = search.normalize('NFKC').toLowerCase()
  // Both databases lower-case ASCII letters only (the column has the collation "C").
  const username = search.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const id = /^\d{1,15}$/.test(search) ? Number(search) : -1

  const [emailMatches, usernameMatches] = isSubstringSearch
    ? [contains(orders.email, email), contains(sql`lower(users.username)`, username)]
    : [startsWith(orders.email, email), startsWith(orders.username, username)]
  return [eb.or([eb('users.id', '=', id), emailMatches, usernameMatches])]
}

function flagConditions(filter: UserFilter): Expression<SqlBool>[] {
  const { isStaff, isSuperuser, isEmailVerified, groupId, ids } = filter
  const conditions: Expression<SqlBool>[] = []
  if (isStaff !== undefined) conditions.push(eb('users.is_staff', '=', isStaff))
  if (isSuperuser !== undefined) conditions.push(eb('users.is_superuser', '=', isSuperuser))
  if (isEmailVerified !== undefined) {
    conditions.push(eb('users.email_verified_at', isEmailVerified ? 'is not' : 'is', null))
  }
  if (ids) conditions.push(isOneOf(orders.id, ids))
  if (groupId !== undefined) {
    const members = eb
      .selectFrom('user_groups')
      .select('user_groups.user_id')
      .where('user_groups.group_id', '=', groupId)
    conditions.push(eb('users.id', 'in', members))
  }
  return conditions
}

function timeConditions(filter: UserFilter): Expression<SqlBool>[] {
  const { createdFrom, createdTo, lastLoginFrom, lastLoginTo, neverLoggedIn } = filter
  const lastLogin = orders.last_login_at
  const conditions: Expression<SqlBool>[] = []
  if (createdFrom !== undefined) conditions.push(eb('users.created_at', '>=', createdFrom))
  if (createdTo !== undefined) conditions.push(eb('users.created_at', '<', createdTo))
  if (neverLoggedIn) conditions.push(eb(lastLogin, '=', 0))
  if (lastLoginFrom !== undefined) conditions.push(eb(lastLogin, '>=', lastLoginFrom))
  if (lastLoginTo !== undefined) {
    conditions.push(eb(lastLogin, '>', 0), eb(lastLogin, '<', lastLoginTo))
  }
  return conditions
}

// The kinds that are verified, and `!`, which says that no password logs in.
const verifiableKinds = ['$argon2', 'argon2$', 'pbkdf2_', 'bcrypt', 'scrypt$', '!'] as const

/** How many users have a stored hash of a kind that no password can match. */
export async function countUnverifiableHashes(db: Database): Promise<number> {
  const users = db
    .selectFrom('users')
    .select('id')
    .where('deleted_at', 'is', null)
    .where(({ and, eb }) =>
      and(verifiableKinds.map((kind) => eb('password_hash', 'not like', `${kind}%`))),
    )
  return (await boundedCount(db, users, undefined)).count
}
