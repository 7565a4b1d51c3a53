import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { getUser } from './find-user.ts'
import { objectOf } from './user.ts'

/** Ends all sessions of a user; the one that asks goes on unless it is meant too. Returns how many ended. */
export async function revokeUserSessions(
  context: Context,
  { userId, includeCurrent }: { readonly userId: number; readonly includeCurrent: boolean },
  administrator: Administrator,
): Promise<number> {
  assertPermission(administrator, 'sessions.revoke_session')
  return inTransaction(context, async (context) => {
    const user = await getUser(context, userId)
    await assertCanManage(context, administrator, user)
    const revoked = await endSessionsOfUser(context, {
      userId,
      reason: 'revoked',
      caller: administrator,
      includesAsking: includeCurrent,
    })
    await recordEvent(context, {
      action: 'session.revoke',
      caller: administrator,
      object: objectOf(user),
      changes: { sessions: [revoked, 0] },
    })
    return revoked
  })
}
