import type { ClientInfo, Context } from '../../context.ts'
import { attemptLogin, type Credentials } from '../sessions/attempt-login.ts'
import { deleteConsoleSession } from '../sessions/console-session-repository.ts'
import type { LoginAccount } from '../users/account-repository.ts'
import { findValidConsoleSession, openConsoleSession } from './console-sessions.ts'

export interface ConsoleLogin extends Credentials {
  /** Of the session that this browser had until now; it ends. */
  readonly previousToken: string | undefined
}

/**
 * Opens a session of the console for staff, and answers the token for its cookie.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong password
 *   and an account that may not use the console; `too_many_attempts`; `overloaded`.
 */
export function logInToConsole(
  context: Context,
  { previousToken, ...credentials }: ConsoleLogin,
  client: ClientInfo,
): Promise<string> {
  return attemptLogin(context, credentials, client, {
    action: 'console.login',
    admits: mayEnter,
    async open(context, account) {
      const previous = await findValidConsoleSession(context, previousToken)
      if (previous) await deleteConsoleSession(context.db, previous.id)
      const { id, token } = await openConsoleSession(context, account.id, client)
      return { session: { type: 'console_session', id }, opened: token }
    },
  })
}

export function mayEnter({ isStaff, isSuperuser }: Pick<LoginAccount, 'isStaff' | 'isSuperuser'>) {
  return isStaff || isSuperuser
}
