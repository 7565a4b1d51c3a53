import { type Context, inTransaction, type Origin } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import {
  findLoginAccount,
  type LoginAccount,
  updateLoggedIn,
} from '../accounts/account-repository.ts'
import { identityOf } from '../accounts/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { deleteConsoleSession } from '../sessions/console-session-repository.ts'
import type { Credentials } from '../sessions/login.ts'
import {
  type AttemptSubjects,
  attemptSubjects,
  settleLoginAttempt,
  takeLoginAttempt,
} from '../sessions/login-attempts.ts'
import { type VerifiedAccount, verifyAccountPassword } from '../sessions/verify-account-password.ts'
import { findLiveConsoleSession, openConsoleSession } from './console-sessions.ts'

export interface ConsoleLogin extends Credentials {
  /** Of the session that this browser had until now; it ends. */
  readonly formerToken: string | undefined
}

/**
 * Opens a session of the console for staff, and answers the token for its cookie.
 *
 * @throws {AuthError} `invalid_credentials`, the same after the same work for an unknown email, a wrong password
 *   and an account that may not use the console; `too_many_attempts`; `overloaded`.
 */
export async function logInToConsole(
  context: Context,
  { email, password, formerToken }: ConsoleLogin,
  origin: Origin,
): Promise<string> {
  const identity = identityOf(email)
  const subjects = attemptSubjects(context, identity, origin.address)
  const turn = context.hashing.takeTurn()
  try {
    await takeLoginAttempt(context, subjects)
    const account = await findLoginAccount(context.db, identity)
    const verified = await verifyAccountPassword(turn, account, password)
    const token =
      verified && mayEnter(verified.account)
        ? await open(context, { verified, subjects, formerToken, origin })
        : undefined
    if (token === undefined) return await refuse(context, email, origin)
    context.activity.count('login', context.now(), verified?.account.id)
    return token
  } finally {
    turn.release()
  }
}

export function mayEnter({ isStaff, isSuperuser }: Pick<LoginAccount, 'isStaff' | 'isSuperuser'>) {
  return isStaff || isSuperuser
}

interface Opening {
  readonly verified: VerifiedAccount
  readonly subjects: AttemptSubjects
  readonly formerToken: string | undefined
  readonly origin: Origin
}

/** Answers nothing when the account changed while its password was checked. */
function open(
  context: Context,
  { verified, subjects, formerToken, origin }: Opening,
): Promise<string | undefined> {
  const { account, newHash } = verified
  return inTransaction(context, async (context) => {
    const { id: userId, passwordHash: verifiedHash } = account
    const at = context.now()
    if (!(await updateLoggedIn(context.db, { userId, verifiedHash, newHash, at }))) return undefined

    const former = await findLiveConsoleSession(context, formerToken)
    if (former) await deleteConsoleSession(context.db, former.id)
    const { id, token } = await openConsoleSession(context, userId, origin)
    await settleLoginAttempt(context, subjects)
    await recordEvent(context, {
      action: 'console.login',
      caller: { actor: { kind: 'user', id: userId, label: account.email }, origin },
      object: { type: 'console_session', id, label: account.email },
    })
    return token
  })
}

async function refuse(context: Context, email: string, origin: Origin): Promise<never> {
  context.activity.count('login_failure', context.now())
  await recordEvent(context, {
    action: 'console.login',
    code: 'invalid_credentials',
    caller: { actor: { kind: 'anonymous', label: email.slice(0, 254) }, origin },
  })
  throw new AuthError('invalid_credentials')
}
