import { type ExpressionBuilder, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import {
  afterPrefix,
  containing,
  keyset,
  type Page,
  type PageRequest,
  toPage,
} from '../../database/keyset.ts'
import type { Database, Tables } from '../../database/tables.ts'
import type { LockingWindow } from '../authentication/account-locks.ts'
import type { User, UserState } from './user.ts'
import { toUser, userColumns } from './user-repository.ts'

/** `locked`: active, but locked by failed log-ins. */
export type UserStateFilter = UserState | 'locked'

/** Which users; what is absent does not matter. DateTimes are milliseconds, from inclusive, to exclusive. */
export interface UserFilter {
  readonly search?: string | undefined
  /** Searches anywhere in the texts instead of at their beginning: slow. */
  readonly isSubstringSearch?: boolean | undefined
  readonly states?: readonly UserStateFilter[] | undefined
  /** What locks an account, for that state. */
  readonly lockingWindow?: LockingWindow | undefined
  readonly isStaff?: boolean | undefined
  readonly isSuperuser?: boolean | undefined
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
} as const satisfies Record<string, RawBuilder<string | number>>

export type UserOrder = keyof typeof orders
export const userOrders = Object.keys(orders) as UserOrder[]

export async function listUserRows(
  db: Database,
  filter: UserFilter,
  page: PageRequest & { readonly sort: UserOrder },
): Promise<Page<User>> {
  const by: RawBuilder<string | number> = orders[page.sort]
  const query = db.selectFrom('users').select([...userColumns, by.as('sort_value')])
  const rows = await keyset(filtered(query, filter), { by, id: orders.id }, page).execute()
  return toPage(rows, page.limit, {
    toItem: toUser,
    positionOf: (row) => ({ value: row.sort_value, id: row.id }),
  })
}

export function countUserRows(
  db: Database,
  filter: UserFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, filtered(db.selectFrom('users').select('users.id'), filter), limit)
}

function filtered<Row>(
  query: SelectQueryBuilder<Tables, 'users', Row>,
  filter: UserFilter,
): SelectQueryBuilder<Tables, 'users', Row> {
  return byRange(byMark(bySearch(byState(query, filter), filter), filter), filter)
}

function byState<Row>(query: SelectQueryBuilder<Tables, 'users', Row>, filter: UserFilter) {
  const { states = ['active', 'deactivated'], lockingWindow } = filter
  const shows = (state: UserStateFilter) => states.includes(state)
  return query
    .$if(!shows('deleted'), (q) => q.where('users.deleted_at', 'is', null))
    .$if(!shows('active') || !shows('deactivated'), (q) =>
      q.where(({ or, eb }) =>
        or([
          ...(shows('active') ? [eb('users.is_active', '=', true)] : []),
          ...(shows('deactivated') ? [eb('users.is_active', '=', false)] : []),
          ...(shows('locked') ? [isLocked(eb, lockingWindow)] : []),
          ...(shows('deleted') ? [eb('users.deleted_at', 'is not', null)] : []),
        ]),
      ),
    )
}

function isLocked(eb: ExpressionBuilder<Tables, 'users'>, window: LockingWindow | undefined) {
  if (!window) return eb('users.id', '=', -1)
  const locked = eb
    .selectFrom('login_attempts')
    .select('login_attempts.user_id')
    .where('login_attempts.window_started_at', '>', window.startedAfter)
    .where('login_attempts.failures', '>=', window.limit)
  return eb.and([eb('users.is_active', '=', true), eb('users.id', 'in', locked)])
}

function bySearch<Row>(query: SelectQueryBuilder<Tables, 'users', Row>, filter: UserFilter) {
  const { search, isSubstringSearch } = filter
  if (search === undefined || search === '') return query
  const email = search.normalize('NFKC').toLowerCase()
  // Both databases lower-case ASCII letters only (the column has the collation "C").
  const username = search.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const id = /^\d{1,15}$/.test(search) ? Number(search) : -1

  return query.where(({ or, and, eb }) =>
    or([
      eb('users.id', '=', id),
      ...(isSubstringSearch
        ? [
            sql<boolean>`users.email_identity like ${containing(email)} escape '\\'`,
            sql<boolean>`lower(users.username) like ${containing(username)} escape '\\'`,
          ]
        : [
            and([eb(orders.email, '>=', email), eb(orders.email, '<', afterPrefix(email))]),
            and([
              eb(orders.username, '>=', username),
              eb(orders.username, '<', afterPrefix(username)),
            ]),
          ]),
    ]),
  )
}

function byMark<Row>(query: SelectQueryBuilder<Tables, 'users', Row>, filter: UserFilter) {
  const { isStaff, isSuperuser, groupId, ids } = filter
  return query
    .$if(isStaff !== undefined, (q) => q.where('users.is_staff', '=', isStaff === true))
    .$if(isSuperuser !== undefined, (q) => q.where('users.is_superuser', '=', isSuperuser === true))
    .$if(ids !== undefined, (q) => q.where('users.id', 'in', ids?.length ? ids : [-1]))
    .$if(groupId !== undefined, (q) =>
      q.where('users.id', 'in', (expression) =>
        expression
          .selectFrom('user_groups')
          .select('user_groups.user_id')
          .where('user_groups.group_id', '=', groupId ?? -1),
      ),
    )
}

function byRange<Row>(query: SelectQueryBuilder<Tables, 'users', Row>, filter: UserFilter) {
  const { createdFrom, createdTo, lastLoginFrom, lastLoginTo, neverLoggedIn } = filter
  return query
    .$if(createdFrom !== undefined, (q) => q.where(orders.created_at, '>=', createdFrom ?? 0))
    .$if(createdTo !== undefined, (q) => q.where(orders.created_at, '<', createdTo ?? 0))
    .$if(neverLoggedIn === true, (q) => q.where(orders.last_login_at, '=', 0))
    .$if(lastLoginFrom !== undefined, (q) =>
      q.where(orders.last_login_at, '>=', lastLoginFrom ?? 0),
    )
    .$if(lastLoginTo !== undefined, (q) =>
      q.where(orders.last_login_at, '>', 0).where(orders.last_login_at, '<', lastLoginTo ?? 0),
    )
}
