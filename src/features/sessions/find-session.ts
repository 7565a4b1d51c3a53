import type { Context } from '../../context.ts'
import { hashRefreshToken, type RefreshToken } from '../../crypto/refresh-token.ts'
import { candidateKeys } from './candidate-keys.ts'
import { findSessionState, type SessionState } from './session-repository.ts'
import { validityNow } from './validity.ts'

export interface FoundSession extends SessionState {
  /** Whether it is the token that the next refresh needs, not an earlier one. */
  readonly isPresentToken: boolean
}

/** The session that a token belongs to, whichever of its tokens it is. Nothing changes: it may be asked again and again. */
export async function findSessionOf(
  context: Context,
  token: RefreshToken,
): Promise<FoundSession | undefined> {
  for (const key of candidateKeys(context)) {
    const { selectorHash, verifierHash } = hashRefreshToken(key, token)
    const state = await findSessionState(context.db, selectorHash, validityNow(context))
    if (state) return { ...state, isPresentToken: state.verifierHash === verifierHash }
  }
  return undefined
}
