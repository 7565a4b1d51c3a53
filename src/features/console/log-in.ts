import type { Context, Origin } from '../../context.ts'
import type { LoginAccount } from '../accounts/account-repository.ts'
import { attemptLogin, type Credentials } from '../sessions/attempt-login.ts'
import { deleteConsoleSession } from '../sessions/console-session-repository.ts'
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
export function logInToConsole(
  context: Context,
  { formerToken, ...credentials }: ConsoleLogin,
  origin: Origin,
): Promise<string> {
  return attemptLogin(context, credentials, origin, {
    action: 'console.login',
    admits: mayEnter,
    async open(context, account) {
      const former = await findLiveConsoleSession(context, formerToken)
      if (former) await deleteConsoleSession(context.db, former.id)
      const { id, token } = await openConsoleSession(context, account.id, origin)
      return { session: { type: 'console_session', id }, opened: token }
    },
  })
}

export function mayEnter({ isStaff, isSuperuser }: Pick<LoginAccount, 'isStaff' | 'isSuperuser'>) {
  return isStaff || isSuperuser
}
