import type { ClientInfo, Context } from '../../context.ts'
import type { RefreshToken } from '../../crypto/refresh-token.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { verifyCredentials } from '../authentication/verify-credentials.ts'
import { findSessionOf } from './find-session.ts'
import { refresh } from './refresh.ts'
import { updateAuthenticatedAt } from './session-authentication-repository.ts'
import type { SessionState } from './session-repository.ts'
import type { TokenPair } from './token-pair.ts'

export interface StepUp {
  readonly token: RefreshToken
  readonly password: string
}

/**
 * Proves again who uses a session, and refreshes it. The proof is recorded before the refresh: when the response is lost,
 * an ordinary refresh returns the same pair, of a session that is recent.
 *
 * @throws {ApiError} `validation_failed` for a wrong password, which counts as a failed login and does not use the token;
 *   `too_many_attempts`, `overloaded`, and what a refresh throws.
 */
export async function stepUp(
  context: Context,
  { token, password }: StepUp,
  client: ClientInfo,
): Promise<TokenPair> {
  const session = await findSessionOf(context, token)
  if (session?.isAlive && session.isUserActive) {
    await proveAgain(context, session, password, client)
  }
  return refresh(context, token, client)
}

/**
 * Records that the user of a session proved again who they are.
 *
 * @throws {ApiError} `validation_failed` for a wrong password, which counts as a failed login; `too_many_attempts`, `overloaded`.
 */
export async function proveAgain(
  context: Context,
  session: SessionState,
  password: string,
  client: ClientInfo,
): Promise<void> {
  await assertPassword(context, session, password, client)
  await updateAuthenticatedAt(context.db, session.id, context.now())
}

async function assertPassword(
  context: Context,
  { userId, email }: SessionState,
  password: string,
  client: ClientInfo,
): Promise<void> {
  const caller = { actor: { kind: 'user', id: userId, label: email }, client } as const
  try {
    await verifyCredentials(context, { email, password }, client, {
      action: 'auth.step_up',
      caller,
    })
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'invalid_credentials') throw error
    throw fieldErrors({ password: ['This is not your password.'] })
  }
}
