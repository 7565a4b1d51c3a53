import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { matchesAddress } from '../../database/client-addresses.ts'
import {
  afterPrefix,
  containing,
  keyset,
  type Page,
  type PageRequest,
  toPage,
} from '../../database/keyset.ts'
import type { Database, Tables } from '../../database/tables.ts'
import type { Ending } from './session-ending-repository.ts'
import { type SessionValidity, whereValid } from './validity.ts'

export type SessionState = 'active' | 'expired' | 'ended' | 'reused'

export interface Place {
  readonly address: string
  readonly at: number
}

/** A session as administrators see it: never anything of its tokens. DateTimes are milliseconds. */
export interface ListedSession {
  readonly id: number
  readonly userId: number
  readonly email: string
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly expiresAt: number
  readonly rotationCount: number
  readonly endedAt: number | undefined
  readonly endReason: string | undefined
  readonly endedBy: string | undefined
  readonly address: string | undefined
  readonly lastAddress: string | undefined
  /** Where it was used before, the newest first, each with its last use there. */
  readonly previousAddresses: readonly Place[]
  readonly userAgent: string | undefined
}

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
}

const id = sql<number>`sessions.id`
// No join: counting and filtering need no user, and a page only those of its rows.
const email = sql<string>`(select email from users where users.id = sessions.user_id)`

type SessionQuery<Row> = SelectQueryBuilder<Tables, 'sessions', Row>

export async function listSessionRows(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  page: PageRequest,
): Promise<Page<ListedSession>> {
  const query = filtered(db, selectSessions(db), filter, validity)
  const rows = await keyset(query, { by: id, id }, page).execute()
  return toPage(rows, page.limit, {
    toItem: toSession,
    positionOf: (row) => ({ value: row.id, id: row.id }),
  })
}

export function countSessionRows(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter, validity), limit)
}

/** To how many users the sessions that match belong. */
export async function countSessionUsers(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
): Promise<number> {
  const { count } = await filtered(db, db.selectFrom('sessions'), filter, validity)
    .select(({ fn }) => fn.count<number>('sessions.user_id').distinct().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findListedSession(
  db: Database,
  sessionId: number,
): Promise<ListedSession | undefined> {
  const row = await selectSessions(db).where('sessions.id', '=', sessionId).executeTakeFirst()
  return row && toSession(row)
}

/** Ends every session that matches, in one statement; answers how many. */
export async function endMatchingSessions(
  db: Database,
  filter: SessionFilter,
  validity: SessionValidity,
  ending: Ending,
): Promise<number> {
  const result = await db
    .updateTable('sessions')
    .set({ ended_at: ending.endedAt, end_reason: ending.reason, ended_by: ending.endedBy })
    .where('ended_at', 'is', null)
    .where('id', 'in', matching(db, filter, validity))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
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
    .select(['user_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('user_id', 'in', userIds)
    .where(whereValid(validity))
    .groupBy('user_id')
    .execute()
  return new Map(rows.map((row) => [row.user_id, Number(row.count)]))
}

function matching(db: Database, filter: SessionFilter, validity: SessionValidity) {
  return filtered(db, db.selectFrom('sessions').select('sessions.id'), filter, validity)
}

function selectSessions(db: Database) {
  return db
    .selectFrom('sessions')
    .select([
      'sessions.id',
      'sessions.user_id',
      email.as('email'),
      'sessions.created_at',
      'sessions.rotated_at',
      'sessions.expires_at',
      'sessions.rotation_count',
      'sessions.ended_at',
      'sessions.end_reason',
      'sessions.ended_by',
      'sessions.address',
      'sessions.last_address',
      'sessions.former_addresses',
      'sessions.user_agent',
    ])
}

function filtered<Row>(
  db: Database,
  query: SessionQuery<Row>,
  filter: SessionFilter,
  validity: SessionValidity,
): SessionQuery<Row> {
  const ofOwner = byOwner(byState(query, filter.states, validity), filter)
  return byRange(byOrigin(db, ofOwner, filter), filter)
}

function byState<Row>(
  query: SessionQuery<Row>,
  states: readonly SessionState[] | undefined,
  validity: SessionValidity,
): SessionQuery<Row> {
  if (!states) return query
  const conditions = {
    active: whereValid(validity),
    expired: sql<SqlBool>`(sessions.end_reason = 'expired'
      or (sessions.ended_at is null and not ${whereValid(validity)}))`,
    ended: sql<SqlBool>`(sessions.ended_at is not null
      and sessions.end_reason not in ('expired', 'refresh_token_reused'))`,
    reused: sql<SqlBool>`(sessions.end_reason = 'refresh_token_reused')`,
  }
  return query.where(({ or }) => or(states.map((state) => conditions[state])))
}

function byOwner<Row>(query: SessionQuery<Row>, filter: SessionFilter): SessionQuery<Row> {
  const { ids, userId, emailPrefix, exceptId } = filter
  const prefix = emailPrefix?.normalize('NFKC').toLowerCase() ?? ''
  return query
    .$if(ids !== undefined, (q) => q.where('sessions.id', 'in', ids?.length ? ids : [-1]))
    .$if(exceptId !== undefined, (q) => q.where('sessions.id', '<>', exceptId ?? -1))
    .$if(userId !== undefined, (q) => q.where('sessions.user_id', '=', userId ?? -1))
    .$if(prefix !== '', (q) =>
      q.where('sessions.user_id', 'in', ({ selectFrom }) =>
        selectFrom('users')
          .select('users.id')
          .where('users.email_identity', '>=', prefix)
          .where('users.email_identity', '<', afterPrefix(prefix)),
      ),
    )
}

function byOrigin<Row>(
  db: Database,
  query: SessionQuery<Row>,
  { address, client }: SessionFilter,
): SessionQuery<Row> {
  const column = sql.ref<string | null>('sessions.last_address')
  return query
    .$if(address !== undefined, (q) => q.where(matchesAddress(db, column, address ?? '')))
    .$if(client !== undefined, (q) =>
      q.where(
        sql<SqlBool>`lower(sessions.user_agent) like ${containing((client ?? '').toLowerCase())} escape '\\'`,
      ),
    )
}

function byRange<Row>(query: SessionQuery<Row>, filter: SessionFilter): SessionQuery<Row> {
  const { createdFrom, createdTo, usedFrom, usedTo } = filter
  return query
    .$if(createdFrom !== undefined, (q) => q.where('sessions.created_at', '>=', createdFrom ?? 0))
    .$if(createdTo !== undefined, (q) => q.where('sessions.created_at', '<', createdTo ?? 0))
    .$if(usedFrom !== undefined, (q) => q.where('sessions.rotated_at', '>=', usedFrom ?? 0))
    .$if(usedTo !== undefined, (q) => q.where('sessions.rotated_at', '<', usedTo ?? 0))
}

type SessionRow = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirstOrThrow']>>

function toSession(row: SessionRow): ListedSession {
  return {
    id: row.id,
    userId: row.user_id,
    email: row.email,
    createdAt: row.created_at,
    lastUsedAt: row.rotated_at,
    expiresAt: row.expires_at,
    rotationCount: row.rotation_count,
    endedAt: row.ended_at ?? undefined,
    endReason: row.end_reason ?? undefined,
    endedBy: row.ended_by ?? undefined,
    address: row.address ?? undefined,
    lastAddress: row.last_address ?? undefined,
    previousAddresses: placesOf(row.former_addresses),
    userAgent: row.user_agent ?? undefined,
  }
}

/** Each place ends with a comma; what stands after the last one was cut. */
function placesOf(previousAddresses: string | null): Place[] {
  const entries = previousAddresses?.split(',').slice(0, -1) ?? []
  return entries.map((entry) => {
    const [at = '', address = ''] = entry.split(' ')
    return { at: Number(at), address }
  })
}
