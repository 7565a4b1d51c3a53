import { type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { findEmail } from './email-list-repository.ts'
import { type QueuedEmail, updateFailedToDue } from './email-repository.ts'

/**
 * Makes a failed email due again. Its link and code are derived anew, and one that has run out fails again.
 *
 * @throws {ApiError} `permission_denied`, `not_found`; `conflict` for an email that has not failed.
 */
export function retryEmail(
  context: Context,
  id: number,
  administrator: Administrator,
): Promise<QueuedEmail> {
  assertPermission(administrator, 'email.send_email')
  return inTransaction(context, async (context) => {
    const email = await updateFailedToDue(context.db, id, context.now())
    if (!email) {
      if (!(await findEmail(context.db, id))) throw new ApiError('not_found')
      throw new ApiError('conflict', { message: 'Only an email that failed can be sent again.' })
    }
    await recordEvent(context, {
      action: 'email.send',
      caller: administrator,
      object: { type: 'email', id, label: email.kind },
      changes: { state: ['failed', 'due'] },
    })
    context.afterCommit(() => context.emailSignal.wake())
    return email
  })
}
