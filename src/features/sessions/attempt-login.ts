import {
  type ClientInfo,
  type Context,
  inTransaction,
  type TransactionContext,
} from '../../context.ts'
import type { HashingPermit } from '../../crypto/hashing-pool.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findLoginAccount, type LoginAccount, updateLoggedIn } from '../users/account-repository.ts'
import { normalizeEmail } from '../users/email-address.ts'
import { type AttemptKeys, attemptKeys, consumeAttempt, resetAttempts } from './login-attempts.ts'
import { type VerifiedAccount, verifyAccountPassword } from './verify-account-password.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** Where a log-in leads. */
export interface Entrance<Opened> {
  /** What the audit calls it. */
  readonly action: 'auth.login' | 'console.login'
  readonly admits: (account: LoginAccount) => boolean
  /** Opens the session, in the transaction of the log-in. */
  readonly open: (context: TransactionContext, account: LoginAccount) => Promise<Opening<Opened>>
}

export interface Opening<Opened> {
  readonly session: { readonly type: 'session' | 'console_session'; readonly id: number }
  readonly opened: Opened
}

interface Attempt extends Credentials {
  readonly normalizedEmail: string
  readonly subjects: AttemptKeys
  readonly client: ClientInfo
  readonly permit: HashingPermit
}

/**
 * Opens what is behind the entrance to the account that owns these credentials.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong
 *   password and an account that may not be used or not enter here; `too_many_attempts`; `overloaded`.
 */
export async function attemptLogin<Opened>(
  context: Context,
  { email, password }: Credentials,
  client: ClientInfo,
  entrance: Entrance<Opened>,
): Promise<Opened> {
  const normalizedEmail = normalizeEmail(email)
  const subjects = attemptKeys(context, normalizedEmail, client.address)
  const permit = context.hashing.acquirePermit()
  try {
    const account = await findLoginAccount(context.db, normalizedEmail)
    await consumeAttempt(context, subjects, account?.id)
    const attempt = { normalizedEmail, email, password, subjects, client, permit }
    return await enter(context, attempt, account, entrance)
  } finally {
    permit.release()
  }
}

// Once more after a concurrent log-in upgraded the hash; a password changed twice meanwhile is refused.
const maxTries = 3

async function enter<Opened>(
  context: Context,
  attempt: Attempt,
  found: LoginAccount | undefined,
  entrance: Entrance<Opened>,
): Promise<Opened> {
  let account = found
  for (let tries = 0; tries < maxTries; tries += 1) {
    const verified = await verifyAccountPassword(attempt.permit, account, attempt.password)
    if (!verified || !entrance.admits(verified.account)) break

    const opening = await inTransaction(context, (context) =>
      writeLogin(context, verified, attempt, entrance),
    )
    if (opening) {
      context.activity.count('login', context.now(), verified.account.id)
      return opening.opened
    }
    account = await findLoginAccount(context.db, attempt.normalizedEmail)
  }
  return refuse(context, attempt, account, entrance.action)
}

/** Everything a log-in changes, together; undefined when the account changed since it was verified. */
async function writeLogin<Opened>(
  context: TransactionContext,
  { account, newHash }: VerifiedAccount,
  { subjects, client }: Attempt,
  { action, open }: Entrance<Opened>,
): Promise<Opening<Opened> | undefined> {
  const { id: userId, passwordHash: verifiedHash, email: label } = account
  const at = context.now()
  if (!(await updateLoggedIn(context.db, { userId, verifiedHash, newHash, at }))) return undefined

  const opening = await open(context, account)
  await resetAttempts(context, subjects)
  await recordEvent(context, {
    action,
    caller: { actor: { kind: 'user', id: userId, label }, client },
    object: { ...opening.session, label },
  })
  return opening
}

async function refuse(
  context: Context,
  { email, client }: Attempt,
  account: LoginAccount | undefined,
  action: Entrance<unknown>['action'],
): Promise<never> {
  context.activity.count('login_failure', context.now())
  await recordEvent(context, {
    action,
    code: 'invalid_credentials',
    caller: { actor: { kind: 'anonymous', label: email.slice(0, 254) }, client },
    ...(account ? { object: { type: 'user', id: account.id, label: account.email } } : {}),
  })
  throw new ApiError('invalid_credentials')
}
