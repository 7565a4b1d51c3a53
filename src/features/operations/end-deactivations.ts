import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { systemCaller, unrestricted } from '../permissions/administrator.ts'
import { activation } from '../users/activate-user.ts'
import { mutateUser, type PlanMutation } from '../users/mutate-user.ts'
import { listUserIdsDeactivatedUntil } from '../users/user-list-repository.ts'

const batchSize = 200

/** Lets those in again whose deactivation was to end by now. */
export async function endDeactivations(context: Context): Promise<void> {
  for (const userId of await listUserIdsDeactivatedUntil(context.db, context.now(), batchSize)) {
    const target = { userId, permission: 'users.change_user' } as const
    await mutateUser(context, target, unrestricted(systemCaller), endIfOver).catch(
      (error: unknown) => {
        // Removed permanently, or changed again and again, in the meantime: the next round decides anew.
        if (!(error instanceof ApiError)) throw error
      },
    )
  }
}

/** Decides once more on what is there now: an administrator may have been faster. */
const endIfOver: PlanMutation = (user, context) => {
  const { deactivatedUntil, deletedAt } = user
  const isOver = deactivatedUntil !== null && deactivatedUntil <= context.now()
  return isOver && deletedAt === null ? activation(user, context) : undefined
}
