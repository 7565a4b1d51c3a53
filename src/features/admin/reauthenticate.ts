import { type Context, inTransaction } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { verifyCredentials } from '../authentication/verify-credentials.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { updateConsoleSessionAuthenticated } from '../sessions/console-session-repository.ts'

/**
 * Records that the person at the console still knows the password. Wrong ones count like failed logins.
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

  const credentials = { email: actor.label, password }
  const verification = { action: 'console.reauthenticate', caller: administrator } as const
  await verifyCredentials(context, credentials, client, verification).catch((error) => {
    if (!(error instanceof ApiError) || error.code !== 'invalid_credentials') throw error
    throw fieldErrors({ password: ['This is not your password.'] })
  })
  await inTransaction(context, async (context) => {
    await updateConsoleSessionAuthenticated(context.db, consoleSessionId, context.now())
    await recordEvent(context, { action: 'console.reauthenticate', caller: administrator })
  })
}
