import { type Context, inTransaction } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { updateConsoleSessionAuthenticated } from '../sessions/console-session-repository.ts'
import { attemptKeys, consumeAttempt, resetAttempts } from '../sessions/login-attempts.ts'
import { verifyAccountPassword } from '../sessions/verify-account-password.ts'
import { findLoginAccount } from '../users/account-repository.ts'
import { normalizeEmail } from '../users/email-address.ts'

/**
 * Notes that whoever sits at the console knows the password still. Wrong ones count like failed log-ins.
 *
 * @throws {ApiError} `validation_failed` for a wrong password, `too_many_attempts`, `overloaded`, and `conflict`
 *   for callers without a session of the console.
 */
export async function reauthenticate(
  context: Context,
  password: string,
  administrator: Administrator,
): Promise<void> {
  const { consoleSessionId, actor, client } = administrator
  if (consoleSessionId === undefined) throw new ApiError('conflict')

  const normalizedEmail = normalizeEmail(actor.label)
  const subjects = attemptKeys(context, normalizedEmail, client.address)
  const permit = context.hashing.acquirePermit()
  try {
    const account = await findLoginAccount(context.db, normalizedEmail)
    await consumeAttempt(context, subjects, account?.id)
    if (!(await verifyAccountPassword(permit, account, password)))
      return await refuse(context, administrator)
  } finally {
    permit.release()
  }

  await inTransaction(context, async (context) => {
    await resetAttempts(context, subjects)
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
  throw fieldErrors({ password: ['This is not your password.'] })
}
