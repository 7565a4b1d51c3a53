import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Credentials, verifyCredentials } from '../authentication/verify-credentials.ts'
import { deleteConsoleSession } from '../sessions/console-session-repository.ts'
import { findValidConsoleSession, openConsoleSession } from '../sessions/console-sessions.ts'
import { type LoginUser, updateLastLogin } from '../users/user-repository.ts'

export interface ConsoleLogin extends Credentials {
  /** Of the session that this browser had until now; it ends. */
  readonly previousToken: string | undefined
}

/**
 * Opens a session of the console for staff, and returns the token for its cookie.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong password and a
 *   user who may not use the console; `too_many_attempts`; `overloaded`.
 */
export async function logInToConsole(
  context: Context,
  { previousToken, ...credentials }: ConsoleLogin,
  client: ClientInfo,
): Promise<string> {
  const verification = { action: 'console.login', isAllowed: mayEnter } as const
  const user = await verifyCredentials(context, credentials, client, verification)
  const { id: userId, email: label, passwordHash: verifiedHash } = user
  const now = context.now()

  const opened = await inTransaction(context, async (context) => {
    if (!(await updateLastLogin(context.db, { userId, verifiedHash, at: now }))) {
      throw new ApiError('invalid_credentials')
    }
    const previous = await findValidConsoleSession(context, previousToken)
    if (previous) await deleteConsoleSession(context.db, previous.id)
    const { id, token } = await openConsoleSession(context, userId, client)
    await context.onLogin(context, { userId, client })
    await recordEvent(context, {
      action: 'console.login',
      caller: { actor: { kind: 'user', id: userId, label }, client },
      object: { type: 'console_session', id, label },
    })
    return token
  })
  context.activity.count('login', now, userId)
  return opened
}

export function mayEnter({ isStaff, isSuperuser }: Pick<LoginUser, 'isStaff' | 'isSuperuser'>) {
  return isStaff || isSuperuser
}
