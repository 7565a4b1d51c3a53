import { type Context, inTransaction } from '../../context.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import { findLoginAccount } from '../accounts/account-repository.ts'
import { identityOf } from '../accounts/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { updateConsoleSessionAuthenticated } from '../sessions/console-session-repository.ts'
import {
  attemptSubjects,
  settleLoginAttempt,
  takeLoginAttempt,
} from '../sessions/login-attempts.ts'
import { verifyAccountPassword } from '../sessions/verify-account-password.ts'

/**
 * Notes that whoever sits at the console knows the password still. Wrong ones count like failed log-ins.
 *
 * @throws {AuthError} `validation_failed` for a wrong password, `too_many_attempts`, `overloaded`, and `conflict`
 *   for callers without a session of the console.
 */
export async function reauthenticate(
  context: Context,
  password: string,
  administrator: Administrator,
): Promise<void> {
  const { consoleSessionId, actor, origin } = administrator
  if (consoleSessionId === undefined) throw new AuthError('conflict')

  const identity = identityOf(actor.label)
  const subjects = attemptSubjects(context, identity, origin.address)
  const turn = context.hashing.takeTurn()
  try {
    const account = await findLoginAccount(context.db, identity)
    await takeLoginAttempt(context, subjects, account?.id)
    if (!(await verifyAccountPassword(turn, account, password)))
      return await refuse(context, administrator)
  } finally {
    turn.release()
  }

  await inTransaction(context, async (context) => {
    await settleLoginAttempt(context, subjects)
    await updateConsoleSessionAuthenticated(context.db, consoleSessionId, context.now())
    await recordEvent(context, { action: 'console.reauthenticate', caller: administrator })
  })
}

async function refuse(context: Context, caller: Administrator): Promise<never> {
  await recordEvent(context, {
    action: 'console.reauthenticate',
    caller,
    code: 'invalid_credentials',
  })
  throw refuseFields({ password: ['This is not your password.'] })
}
