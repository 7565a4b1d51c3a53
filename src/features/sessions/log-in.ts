import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { type Credentials, verifyCredentials } from '../authentication/verify-credentials.ts'
import { sendConfirmation } from '../email/send-confirmation.ts'
import { type Opening, openSession } from './open-session.ts'
import type { TokenPair } from './token-pair.ts'

/**
 * Logs a user in with email and password.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong password and an
 *   inactive user; `too_many_attempts`; `overloaded`; `email_unverified`, after sending the message once more, where
 *   addresses have to be confirmed.
 */
export async function logIn(
  context: Context,
  credentials: Credentials,
  client: ClientInfo,
  limits: Pick<Opening, 'maxLifetimeMilliseconds'> = {},
): Promise<TokenPair> {
  const user = await verifyCredentials(context, credentials, client, { action: 'auth.login' })
  const mustConfirm = context.settings.values.EMAIL_VERIFICATION === 'required'
  if (mustConfirm && user.emailVerifiedAt === null && context.config.canEmail) {
    await inTransaction(context, (context) => sendConfirmation(context, user, client))
    throw new ApiError('email_unverified')
  }
  return openSession(context, user, { method: 'password', client, ...limits })
}
