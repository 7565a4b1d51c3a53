import {
  type ClientInfo,
  type Context,
  inTransaction,
  type TransactionContext,
} from '../../context.ts'
import { createRefreshToken, hashRefreshToken } from '../../crypto/refresh-token.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { VerifiedUser } from '../authentication/verify-credentials.ts'
import { updateLastLogin } from '../users/user-repository.ts'
import { endExcessSessions, insertSession } from './session-opening-repository.ts'
import { issueTokenPair, type TokenPair } from './token-pair.ts'
import { validityNow } from './validity.ts'

export interface Opening {
  /** How the user proved who they are; what comes next (second factors, passkeys) adds its own. */
  readonly method: 'password' | 'email'
  readonly client: ClientInfo
  /** Where the session ends sooner than others do. */
  readonly maxLifetimeMilliseconds?: number | undefined
  /** Part of the transaction, before the session begins: uses the proof up, for one. */
  readonly alsoWrite?: (context: TransactionContext) => Promise<void>
}

/** A login that is about to be committed. */
export interface Login {
  readonly userId: number
  readonly client: ClientInfo
  /** Absent for a login to the console. */
  readonly sessionId?: number
}

declare module '../../context.ts' {
  interface Context {
    /** What else is written in the transaction of every login; it is no rule of the login itself. */
    readonly onLogin: (context: TransactionContext, login: Login) => Promise<void>
  }
}

/**
 * Opens a session for a user who proved who they are. The only way in which a session begins, so that no way in can
 * forget a rule: the user is active, the password is still the one that was verified, the limit of sessions.
 *
 * @throws {ApiError} `invalid_credentials` when the user changed since they were verified.
 */
export async function openSession(
  context: Context,
  user: VerifiedUser,
  { method, client, maxLifetimeMilliseconds = Number.POSITIVE_INFINITY, alsoWrite }: Opening,
): Promise<TokenPair> {
  const { REFRESH_TOKEN_LIFETIME, MAX_SESSIONS_PER_USER } = context.settings.values
  const { id: userId, email: label, passwordHash: verifiedHash } = user
  const now = context.now()
  const token = createRefreshToken()

  const pair = await inTransaction(context, async (context) => {
    if (!(await updateLastLogin(context.db, { userId, verifiedHash, at: now }))) {
      throw new ApiError('invalid_credentials')
    }
    await alsoWrite?.(context)
    const id = await insertSession(context.db, {
      ...hashRefreshToken(context.secrets.refreshTokens[0], token),
      userId,
      createdAt: now,
      expiresAt: now + Math.min(REFRESH_TOKEN_LIFETIME * 1_000, maxLifetimeMilliseconds),
      address: client.address ?? null,
      userAgent: client.userAgent ?? null,
    })
    await context.onLogin(context, { userId, client, sessionId: id })
    if (MAX_SESSIONS_PER_USER > 0) {
      const limit = { userId, newestId: id, keep: MAX_SESSIONS_PER_USER }
      await endExcessSessions(context.db, limit, validityNow(context), now)
    }
    await recordEvent(context, {
      action: 'auth.login',
      caller: { actor: { kind: 'user', id: userId, label }, client },
      object: { type: 'session', id, label },
      changes: { method: [null, method] },
    })
    return issueTokenPair(context, { id, userId }, token)
  })
  context.activity.count('login', now, userId)
  return pair
}
