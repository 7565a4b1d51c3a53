import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { hashRefreshToken, type RefreshToken } from '../../crypto/refresh-token.ts'
import { recordEvent } from '../audit/record-event.ts'
import { candidateKeys } from './candidate-keys.ts'
import { endSession } from './session-ending-repository.ts'
import { findSessionState } from './session-repository.ts'
import { validityNow } from './validity.ts'

/**
 * Ends the session of this refresh token, whichever of its tokens it is: whoever holds one wants it over.
 * A token of no session, or of one that is over, is as good as logged out.
 */
export async function logOut(
  context: Context,
  token: RefreshToken,
  client: ClientInfo,
): Promise<void> {
  const validity = validityNow(context)
  const { now } = validity

  for (const key of candidateKeys(context)) {
    const { selectorHash } = hashRefreshToken(key, token)
    const state = await findSessionState(context.db, selectorHash, validity)
    if (!state) continue

    const ending = { reason: 'logout', endedAt: now, endedBy: state.email } as const
    await inTransaction(context, async (context) => {
      if (!(await endSession(context.db, state.id, ending))) return
      context.afterCommit(() => context.activity.count('logout', now))
      await recordEvent(context, {
        action: 'auth.logout',
        caller: { actor: { kind: 'user', id: state.userId, label: state.email }, client },
        object: { type: 'session', id: state.id, label: state.email },
      })
    })
    return
  }
}
