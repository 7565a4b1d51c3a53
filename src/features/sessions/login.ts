import { type Context, inTransaction, type Origin, type TransactionContext } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import type { HashingTurn } from '../../security/hashing-pool.ts'
import { createRefreshToken, hashRefreshToken } from '../../security/refresh-token.ts'
import {
  findLoginAccount,
  type LoginAccount,
  updateLoggedIn,
} from '../accounts/account-repository.ts'
import { identityOf } from '../accounts/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type AttemptSubjects,
  attemptSubjects,
  settleLoginAttempt,
  takeLoginAttempt,
} from './login-attempts.ts'
import { endSurplusSessions, insertSession } from './session-repository.ts'
import { issueTokenPair, type TokenPair } from './token-pair.ts'
import { type VerifiedAccount, verifyAccountPassword } from './verify-account-password.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/**
 * Opens a session for the account that owns these credentials.
 *
 * @throws {AuthError} `invalid_credentials`, the same after the same work for an unknown email, a wrong
 *   password and an account that may not be used; `too_many_attempts`; `overloaded`.
 */
export async function login(
  context: Context,
  { email, password }: Credentials,
  origin: Origin,
): Promise<TokenPair> {
  const identity = identityOf(email)
  const subjects = attemptSubjects(context, identity, origin.address)
  const turn = context.hashing.takeTurn()
  try {
    await takeLoginAttempt(context, subjects)
    return await openSession(context, { identity, email, password, subjects, origin, turn })
  } finally {
    turn.release()
  }
}

interface LoginAttempt extends Credentials {
  readonly identity: string
  readonly subjects: AttemptSubjects
  readonly origin: Origin
  readonly turn: HashingTurn
}

// Once more after a concurrent log-in upgraded the hash; a password changed twice meanwhile is refused.
const greatestTries = 3

async function openSession(context: Context, attempt: LoginAttempt): Promise<TokenPair> {
  for (let tries = 0; tries < greatestTries; tries += 1) {
    const account = await findLoginAccount(context.db, attempt.identity)
    const verified = await verifyAccountPassword(attempt.turn, account, attempt.password)
    if (!verified) return refuse(context, attempt, account)

    const pair = await inTransaction(context, (context) => insertLogin(context, verified, attempt))
    if (pair) {
      context.activity.count('login', context.now(), verified.account.id)
      return pair
    }
  }
  return refuse(context, attempt, undefined)
}

/** Everything a log-in changes, together; undefined when the account changed since it was verified. */
async function insertLogin(
  context: TransactionContext,
  { account, newHash }: VerifiedAccount,
  { subjects, origin }: LoginAttempt,
): Promise<TokenPair | undefined> {
  const now = context.now()
  const { id: userId, passwordHash: verifiedHash } = account
  if (!(await updateLoggedIn(context.db, { userId, verifiedHash, newHash, at: now }))) {
    return undefined
  }

  const { REFRESH_TOKEN_LIFETIME, MAX_SESSIONS_PER_USER } = context.settings.values
  const token = createRefreshToken()
  const id = await insertSession(context.db, {
    ...hashRefreshToken(context.refreshTokenKeys[0], token),
    userId,
    createdAt: now,
    expiresAt: now + REFRESH_TOKEN_LIFETIME * 1_000,
    address: origin.address,
    userAgent: origin.userAgent,
  })
  if (MAX_SESSIONS_PER_USER > 0) {
    const ending = { reason: 'session_limit', endedAt: now, endedBy: null } as const
    const limit = { userId, newestId: id, keep: MAX_SESSIONS_PER_USER }
    await endSurplusSessions(context.db, limit, ending)
  }
  await settleLoginAttempt(context, subjects)
  await recordEvent(context, {
    action: 'auth.login',
    caller: { actor: { kind: 'user', id: userId, label: account.email }, origin },
    object: { type: 'session', id, label: account.email },
  })
  return issueTokenPair(context, { id, userId }, token)
}

async function refuse(
  context: Context,
  { email, origin }: LoginAttempt,
  account: LoginAccount | undefined,
): Promise<never> {
  context.activity.count('login_failure', context.now())
  await recordEvent(context, {
    action: 'auth.login',
    code: 'invalid_credentials',
    caller: { actor: { kind: 'anonymous', label: email.slice(0, 254) }, origin },
    ...(account ? { object: { type: 'user', id: account.id, label: account.email } } : {}),
  })
  throw new AuthError('invalid_credentials')
}
