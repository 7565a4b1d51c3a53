import type { Context } from '../../context.ts'
import { type BoundedCount, exactCountLimit } from '../../database/bounded-count.ts'
import type { Page, PageRequest } from '../../database/keyset.ts'
import { lockingWindowOf } from '../authentication/account-locks.ts'
import { type DescribedUser, describeUsers } from './describe-users.ts'
import {
  countUserRows,
  listUserRows,
  type UserFilter,
  type UserOrder,
} from './list-users-repository.ts'
import type { User } from './user.ts'

export type UserPage = PageRequest & { readonly sort: UserOrder }

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
  return countUserRows(
    context.db,
    withLocks(context, filter),
    isExactRequested ? undefined : exactCountLimit,
  )
}

/** The filter with what the settings say about locks. */
export function withLocks(context: Context, filter: UserFilter): UserFilter {
  return { ...filter, lockingWindow: lockingWindowOf(context) }
}

const walkBatch = 500

/** Every user that matches, batch by batch, for exports and acts on many. */
export async function* walkUsers(
  context: Context,
  filter: UserFilter,
  order: Pick<UserPage, 'sort' | 'isDescending'>,
): AsyncGenerator<readonly User[]> {
  let after: PageRequest['after']
  do {
    const page = { ...order, after, limit: walkBatch }
    const { items, next } = await listUserRows(context.db, withLocks(context, filter), page)
    if (items.length > 0) yield items
    after = next
  } while (after)
}
