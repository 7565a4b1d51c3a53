import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, requirePermission } from '../permissions/administrator.ts'
import { forgetFailures } from '../sessions/account-locks.ts'
import { requireUser } from './find-user.ts'
import { requireAuthorityOver } from './require-authority.ts'
import { objectOf, type User } from './user.ts'

/** Forgets the failed log-ins of a user, so that it may log in again at once. */
export async function unlockUser(
  context: Context,
  userId: number,
  administrator: Administrator,
): Promise<User> {
  requirePermission(administrator, 'users.change_user')
  return inTransaction(context, async (context) => {
    const user = await requireUser(context, userId)
    await requireAuthorityOver(context, administrator, user)
    if (await forgetFailures(context, user.email)) {
      await recordEvent(context, {
        action: 'user.unlock',
        caller: administrator,
        object: objectOf(user),
      })
    }
    return user
  })
}
