import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import type { RefreshToken } from '../../crypto/refresh-token.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findSessionOf } from './find-session.ts'
import { endSession } from './session-ending-repository.ts'

/**
 * Ends the session of this refresh token, whichever of its tokens it is: whoever holds one wants it over.
 * A token of no session, or of one that is over, is as good as logged out.
 */
export async function logOut(
  context: Context,
  token: RefreshToken,
  client: ClientInfo,
): Promise<void> {
  const now = context.now()
  const session = await findSessionOf(context, token)
  if (!session) return

  const { id, userId, email: label } = session
  const ending = { reason: 'logout', endedAt: now, endedBy: label } as const
  await inTransaction(context, async (context) => {
    if (!(await endSession(context.db, id, ending))) return
    context.afterCommit(() => context.activity.count('logout', now))
    await recordEvent(context, {
      action: 'auth.logout',
      caller: { actor: { kind: 'user', id: userId, label }, client },
      object: { type: 'session', id, label },
    })
  })
}
