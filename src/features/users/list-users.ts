import type { Context } from '../../context.ts'
import { type BoundedCount, exactCountLimit } from '../../database/bounded-count.ts'
import { everyPage, type Page } from '../../database/keyset.ts'
import {
  type AccountLock,
  lockingWindowOf,
  readAccountLocks,
} from '../authentication/account-locks.ts'
import { countActiveSessions } from '../sessions/session-list-repository.ts'
import { validityNow } from '../sessions/validity.ts'
import { listGroupsOfUsers } from './membership-repository.ts'
import {
  countUserRows,
  listUserRows,
  type UserFilter,
  type UserPage,
} from './user-list-repository.ts'
import type { User } from './user-repository.ts'

/** A user with what lists show beside it. */
export interface DescribedUser extends AccountLock {
  readonly user: User
  readonly groups: readonly { readonly id: number; readonly name: string }[]
  readonly activeSessions: number
}

/** One page of the users that match, with groups, sessions and locks. */
export async function listUsers(
  context: Context,
  filter: UserFilter,
  page: UserPage,
): Promise<Page<DescribedUser>> {
  const { items, next } = await listUserRows(context.db, withLocks(context, filter), page)
  return { items: await describeUsers(context, items), next }
}

/** How many match: exactly up to 10,000, and beyond when asked. */
export function countUsers(
  context: Context,
  filter: UserFilter,
  isExactRequested: boolean,
): Promise<BoundedCount> {
  const limit = isExactRequested ? undefined : exactCountLimit
  return countUserRows(context.db, withLocks(context, filter), limit)
}

/** Every user that matches, batch by batch. */
export function everyUser(
  context: Context,
  filter: UserFilter,
  order: Pick<UserPage, 'sort' | 'isDescending'>,
): AsyncGenerator<readonly User[]> {
  return everyPage((at) =>
    listUserRows(context.db, withLocks(context, filter), { ...order, ...at }),
  )
}

/** The filter with what the settings say about locks. */
export function withLocks(context: Context, filter: UserFilter): UserFilter {
  return { ...filter, lockingWindow: lockingWindowOf(context) }
}

/** Adds groups, sessions and locks: one statement each, however many users. */
export async function describeUsers(
  context: Context,
  users: readonly User[],
): Promise<DescribedUser[]> {
  const ids = users.map((user) => user.id)
  const emails = users.map((user) => user.email)
  const [groups, sessionCounts, locks] = await Promise.all([
    listGroupsOfUsers(context.db, ids),
    countActiveSessions(context.db, ids, validityNow(context)),
    readAccountLocks(context, emails),
  ])

  return users.map((user, index) => ({
    user,
    groups: groups
      .filter((group) => group.userId === user.id)
      .map(({ id, name }) => ({ id, name })),
    activeSessions: sessionCounts.get(user.id) ?? 0,
    failures: locks[index]?.failures ?? 0,
    lockedUntil: locks[index]?.lockedUntil,
  }))
}
