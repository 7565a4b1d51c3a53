import type { ClientInfo, Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import {
  assertRecentlyAuthenticated,
  type SessionOwner,
} from '../sessions/recent-authentication.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { restorableMilliseconds, stateOf } from '../users/user.ts'
import { readProfile } from './profile.ts'

/**
 * Deletes one's own account: all sessions end at once. Returns until when it can be restored, in milliseconds.
 *
 * @throws {ApiError} `last_superuser`, `reauthentication_required`, `user_not_found`.
 */
export async function deleteOwnAccount(
  context: Context,
  owner: SessionOwner,
  client: ClientInfo,
): Promise<number> {
  const { userId, sessionId } = owner
  const { email: label } = await readProfile(context, userId)
  await assertRecentlyAuthenticated(context, owner)

  const caller = { actor: { kind: 'user', id: userId, label }, client, sessionId } as const
  const deletedAt = context.now()
  const after = await writeMutation(context, { userId }, caller, (before) => {
    if (stateOf(before) !== 'active') throw new ApiError('user_not_found')
    return {
      action: 'auth.delete_user',
      patch: { deletedAt },
      endSessions: { reason: 'user_deleted', includesAsking: true },
    }
  })
  if (!after) throw new ApiError('unavailable')
  return deletedAt + restorableMilliseconds
}
