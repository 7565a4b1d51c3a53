import { type Expression, expressionBuilder, type Selection, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { matchesAddress } from '../../database/client-addresses.ts'
import { contains, isOneOf } from '../../database/conditions.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import { scan } from '../../database/scans.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { type Ending, endingOf } from './session-ending-repository.ts'
import { isWithin, ownerStartsWith, type SessionAuthority } from './session-owner-repository.ts'
import { type SessionValidity, whereValid } from './validity.ts'

const columns = [
  'sessions.id',
  'sessions.user_id as userId',
  'sessions.created_at as createdAt',
  'sessions.authenticated_at as authenticatedAt',
  'sessions.rotated_at as rotatedAt',
  'sessions.expires_at as expiresAt',
  'sessions.rotation_count as rotationCount',
  'sessions.ended_at as endedAt',
  'sessions.end_reason as endReason',
  'sessions.ended_by as endedBy',
  'sessions.address',
  'sessions.last_address as lastAddress',
  'sessions.former_addresses as previousAddresses',
  'sessions.user_agent as userAgent',
] as const

/** A session as administrators see it: nothing of its tokens. Times are milliseconds. */
export type ListedSession = Readonly<
  Selection<Tables, 'sessions', (typeof columns)[number]> & { email: string }
>

export type SessionState = 'active' | 'expired' | 'ended' | 'reused'

/** Which sessions; what is absent does not matter. From inclusive, to exclusive. */
export interface SessionFilter {
  readonly ids?: readonly number[] | undefined
  readonly userId?: number | undefined
  readonly emailPrefix?: string | undefined
  readonly states?: readonly SessionState[] | undefined
  /** An address, the beginning of one, or a network. */
  readonly address?: string | undefined
  readonly client?: string | undefined
  readonly createdFrom?: number | undefined
  readonly createdTo?: number | undefined
  readonly usedFrom?: number | undefined
  readonly usedTo?: number | undefined
  readonly exceptId?: number | undefined
  /** Only sessions of this user and of users who may do nothing but this. */
  readonly authority?: SessionAuthority | undefined
}

const id = sql<number>`sessions.id`
const ownerId = sql.ref<number>('sessions.user_id')
// No join: counting and filtering need no user, and a page only those of its rows.
const email = sql<string>`(select email from users where users.id = sessions.user_id)`

export function listSessionRows(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  page: PageRequest,
): Promise<Page<ListedSession>> {
  const query = matching(db, filter, validity).select(columns).select(email.as('email'))
  return listPage(db, query, { by: id, id }, page)
}

export function findListedSession(
  db: Database,
  sessionId: number,
): Promise<ListedSession | undefined> {
  return db
    .selectFrom('sessions')
    .select(columns)
    .select(email.as('email'))
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst()
}

export function countSessionRows(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter, validity).select('sessions.id'), limit)
}

/** To how many users the sessions that match belong. */
export async function countSessionUsers(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
): Promise<number> {
  const counting = matching(db, filter, validity).select(({ fn }) =>
    fn.count<number>('sessions.user_id').distinct().as('count'),
  )
  const [row] = await scan(db, counting.compile())
  return Number(row?.count ?? 0)
}

/** How many valid sessions each of these users has. */
export async function countActiveSessions(
  db: Database,
  userIds: readonly number[],
  validity: SessionValidity,
): Promise<ReadonlyMap<number, number>> {
  if (userIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('sessions')
    .select(['user_id as userId', ({ fn }) => fn.countAll<number>().as('count')])
    .where('user_id', 'in', userIds)
    .where(whereValid(validity))
    .groupBy('user_id')
    .execute()
  return new Map(rows.map((row) => [row.userId, Number(row.count)]))
}

/** The ids of the sessions that match and come after this one, in their order. */
export async function listMatchingIds(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<number[]> {
  const query = matching(db, filter, validity)
    .select('sessions.id')
    .where('sessions.id', '>', afterId)
    .orderBy('sessions.id')
    .limit(limit)
  return (await scan(db, query.compile())).map((row) => row.id)
}

/** Ends every session that matches, in one statement; returns how many. */
export async function endMatchingSessions(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  ending: Ending,
): Promise<number> {
  const result = await endingOf(db, ending)
    .where('id', 'in', matching(db, filter, validity).select('sessions.id'))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

const eb = expressionBuilder<Tables, 'sessions'>()

function matching(db: Database, filter: SessionFilter, validity: SessionValidity) {
  const conditions = [
    ...stateConditions(filter, validity),
    ...ownerConditions(filter),
    ...clientConditions(db, filter),
    ...timeConditions(filter),
  ]
  return db.selectFrom('sessions').where(eb.and(conditions))
}

function stateConditions(
  { states }: SessionFilter,
  validity: SessionValidity,
): Expression<SqlBool>[] {
  if (!states) return []
  const conditions = {
    active: whereValid(validity),
    expired: sql<SqlBool>`(sessions.end_reason = 'expired'
      or (sessions.ended_at is null and not ${whereValid(validity)}))`,
    ended: sql<SqlBool>`(sessions.ended_at is not null
      and sessions.end_reason not in ('expired', 'refresh_token_reused'))`,
    reused: sql<SqlBool>`(sessions.end_reason = 'refresh_token_reused')`,
  }
  return [eb.or(states.map((state) => conditions[state]))]
}

function ownerConditions({
  ids,
  userId,
  emailPrefix,
  exceptId,
  authority,
}: SessionFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (authority) conditions.push(isWithin(ownerId, authority))
  if (ids) conditions.push(isOneOf(id, ids))
  if (exceptId !== undefined) conditions.push(eb('sessions.id', '<>', exceptId))
  if (userId !== undefined) conditions.push(eb('sessions.user_id', '=', userId))
  if (emailPrefix) conditions.push(ownerStartsWith(ownerId, emailPrefix))
  return conditions
}

function clientConditions(db: Database, { address, client }: SessionFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (address !== undefined) {
    conditions.push(matchesAddress(db, sql.ref('sessions.last_address'), address))
  }
  if (client !== undefined) {
    conditions.push(contains(sql`lower(sessions.user_agent)`, client.toLowerCase()))
  }
  return conditions
}

function timeConditions(filter: SessionFilter): Expression<SqlBool>[] {
  const { createdFrom, createdTo, usedFrom, usedTo } = filter
  const conditions: Expression<SqlBool>[] = []
  if (createdFrom !== undefined) conditions.push(eb('sessions.created_at', '>=', createdFrom))
  if (createdTo !== undefined) conditions.push(eb('sessions.created_at', '<', createdTo))
  if (usedFrom !== undefined) conditions.push(eb('sessions.rotated_at', '>=', usedFrom))
  if (usedTo !== undefined) conditions.push(eb('sessions.rotated_at', '<', usedTo))
  return conditions
}
