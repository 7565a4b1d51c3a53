import type { ClientInfo, Context, TransactionContext } from '../../context.ts'
import { createRefreshToken, hashRefreshToken } from '../../crypto/refresh-token.ts'
import type { LoginAccount } from '../users/account-repository.ts'
import { attemptLogin, type Credentials, type Opening } from './attempt-login.ts'
import { endExcessSessions } from './session-ending-repository.ts'
import { insertSession } from './session-repository.ts'
import { issueTokenPair, type TokenPair } from './token-pair.ts'
import { validityNow } from './validity.ts'

/**
 * Opens a session for the account that owns these credentials.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong
 *   password and an account that may not be used; `too_many_attempts`; `overloaded`.
 */
export function login(
  context: Context,
  credentials: Credentials,
  client: ClientInfo,
): Promise<TokenPair> {
  return attemptLogin(context, credentials, client, {
    action: 'auth.login',
    admits: () => true,
    open: (context, account) => openSession(context, account, client),
  })
}

async function openSession(
  context: TransactionContext,
  { id: userId }: LoginAccount,
  { address, userAgent }: ClientInfo,
): Promise<Opening<TokenPair>> {
  const { REFRESH_TOKEN_LIFETIME, MAX_SESSIONS_PER_USER } = context.settings.values
  const now = context.now()
  const token = createRefreshToken()
  const id = await insertSession(context.db, {
    ...hashRefreshToken(context.refreshTokenKeys[0], token),
    userId,
    createdAt: now,
    expiresAt: now + REFRESH_TOKEN_LIFETIME * 1_000,
    address,
    userAgent,
  })
  if (MAX_SESSIONS_PER_USER > 0) {
    const ending = { reason: 'session_limit', endedAt: now, endedBy: null } as const
    const limit = { userId, newestId: id, keep: MAX_SESSIONS_PER_USER }
    await endExcessSessions(context.db, limit, validityNow(context), ending)
  }
  const pair = await issueTokenPair(context, { id, userId }, token)
  return { session: { type: 'session', id }, opened: pair }
}
