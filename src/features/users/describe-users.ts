import type { Context } from '../../context.ts'
import { type AccountLock, readAccountLocks } from '../authentication/account-locks.ts'
import { countActiveSessions } from '../sessions/session-list-repository.ts'
import { validityNow } from '../sessions/validity.ts'
import { listGroupsOfUsers } from './membership-repository.ts'
import type { User } from './user.ts'

/** A user with what stands beside it in lists. */
export interface DescribedUser extends AccountLock {
  readonly user: User
  readonly groups: readonly { readonly id: number; readonly name: string }[]
  readonly activeSessions: number
}

/** Adds groups, sessions and locks: one statement each, however many users. */
export async function describeUsers(
  context: Context,
  users: readonly User[],
): Promise<DescribedUser[]> {
  const ids = users.map((user) => user.id)
  const [groups, sessionCounts, locks] = await Promise.all([
    listGroupsOfUsers(context.db, ids),
    countActiveSessions(context.db, ids, validityNow(context)),
    readAccountLocks(
      context,
      users.map((user) => user.email),
    ),
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
