import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import { clearFailures } from '../authentication/account-locks.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { getUser } from './find-user.ts'
import { objectOf } from './user.ts'
import type { User } from './user-repository.ts'

/** Forgets the failed logins of a user, so that it may log in again at once. */
export async function unlockUser(
  context: Context,
  userId: number,
  administrator: Administrator,
): Promise<User> {
  assertPermission(administrator, 'users.change_user')
  return inTransaction(context, async (context) => {
    const user = await getUser(context, userId)
    await assertCanManage(context, administrator, user)
    if (await clearFailures(context, user.email)) {
      await recordEvent(context, {
        action: 'user.unlock',
        caller: administrator,
        object: objectOf(user),
      })
    }
    return user
  })
}
