import type { Context } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { confirmNextAddresses } from './confirmed-address-repository.ts'
import { mutateUser } from './mutate-user.ts'
import type { User } from './user-repository.ts'

/** Records that the address of a user is known to be theirs. One that is confirmed stays as it is. */
export function confirmAddress(
  context: Context,
  userId: number,
  administrator: Administrator,
): Promise<User> {
  const permission = 'users.change_user'
  return mutateUser(context, { userId, permission }, administrator, (user, { now }) =>
    user.emailVerifiedAt === null
      ? { action: 'user.confirm_email', patch: { emailVerifiedAt: now() } }
      : undefined,
  )
}

const batchSize = 1_000

/** The same for every user who is not deleted, with one audit entry; returns how many were not confirmed before. */
export async function confirmAllAddresses(
  context: Context,
  administrator: Administrator,
): Promise<number> {
  assertPermission(administrator, 'users.change_user')
  let count = 0
  let confirmed: number[]
  let afterId = 0
  do {
    confirmed = await confirmNextAddresses(context.db, {
      afterId,
      limit: batchSize,
      at: context.now(),
    })
    count += confirmed.length
    afterId = Math.max(afterId, ...confirmed)
  } while (confirmed.length > 0)

  if (count > 0) {
    await recordEvent(context, {
      action: 'user.confirm_email',
      caller: administrator,
      changes: { confirmed_users: [0, count] },
    })
  }
  return count
}
