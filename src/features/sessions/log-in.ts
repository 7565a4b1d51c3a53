import type { ClientInfo, Context } from '../../context.ts'
import { type Credentials, verifyCredentials } from '../authentication/verify-credentials.ts'
import { openSession } from './open-session.ts'
import type { TokenPair } from './token-pair.ts'

/**
 * Logs a user in with email and password.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong password and an
 *   inactive user; `too_many_attempts`; `overloaded`.
 */
export async function logIn(
  context: Context,
  credentials: Credentials,
  client: ClientInfo,
): Promise<TokenPair> {
  const user = await verifyCredentials(context, credentials, client, { action: 'auth.login' })
  return openSession(context, user, { method: 'password', client })
}
