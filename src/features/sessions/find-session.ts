import type { Context } from '../../context.ts'
import { hashRefreshToken, type RefreshToken } from '../../crypto/refresh-token.ts'
import { candidateKeys } from './candidate-keys.ts'
import { findSessionState, type SessionState } from './session-repository.ts'
import { validityNow } from './validity.ts'

/** The session that a token belongs to, whichever of its tokens it is. */
export async function findSessionOf(
  context: Context,
  token: RefreshToken,
): Promise<SessionState | undefined> {
  for (const key of candidateKeys(context)) {
    const { selectorHash } = hashRefreshToken(key, token)
    const state = await findSessionState(context.db, selectorHash, validityNow(context))
    if (state) return state
  }
  return undefined
}

/** The valid session of an active user whose present token this is. Nothing changes: it may be asked again and again. */
export async function findUsableSession(
  context: Context,
  token: RefreshToken,
): Promise<SessionState | undefined> {
  for (const key of candidateKeys(context)) {
    const { selectorHash, verifierHash } = hashRefreshToken(key, token)
    const state = await findSessionState(context.db, selectorHash, validityNow(context))
    if (!state) continue
    const isUsable = state.isAlive && state.isUserActive && state.verifierHash === verifierHash
    return isUsable ? state : undefined
  }
  return undefined
}
