import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import { systemCaller } from '../permissions/administrator.ts'
import { removeUser } from '../users/remove-user.ts'
import { objectOf, restorableMilliseconds } from '../users/user.ts'
import { listUserIdsDeletedBefore } from '../users/user-list-repository.ts'
import { findUser } from '../users/user-repository.ts'

const batchSize = 50

/** Removes permanently the users whose time to be restored is over. */
export async function purgeDeletedUsers(context: Context): Promise<void> {
  const before = context.now() - restorableMilliseconds
  for (const id of await listUserIdsDeletedBefore(context.db, before, batchSize)) {
    await inTransaction(context, async (context) => {
      const user = await findUser(context.db, id)
      if (!user || !(await removeUser(context, user))) return
      await recordEvent(context, {
        action: 'user.purge',
        caller: systemCaller,
        object: objectOf(user),
      })
    })
  }
}
