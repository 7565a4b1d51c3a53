import { type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { localeFrom } from '../email/email-kinds.ts'
import { assertCanEmail, queueEmail } from '../email/queue-email.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { createVerification } from '../verifications/create-verification.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { getUser } from './find-user.ts'
import { objectOf, stateOf } from './user.ts'
import type { User } from './user-repository.ts'

/**
 * Emails a user a link to choose a new password, which nobody else ever sees. Not limited: the administrator is known.
 *
 * @throws {ApiError} `permission_denied`, `not_found`, `email_unavailable`; `conflict` for a user who is not active.
 */
export function sendReset(
  context: Context,
  userId: number,
  administrator: Administrator,
): Promise<User> {
  assertPermission(administrator, 'users.change_user')
  assertCanEmail(context)
  return inTransaction(context, async (context) => {
    const user = await getUser(context, userId)
    await assertCanManage(context, administrator, user)
    if (stateOf(user) !== 'active') {
      throw new ApiError('conflict', { message: 'The user is not active.' })
    }
    const { client } = administrator
    const request = { kind: 'reset_password', userId, email: user.email, client } as const
    const verification = await createVerification(context, request)
    await queueEmail(context, {
      kind: 'reset_password',
      locale: localeFrom(undefined),
      recipient: user.email,
      userId,
      verificationId: verification.id,
    })
    await recordEvent(context, {
      action: 'user.send_reset',
      caller: administrator,
      object: objectOf(user),
    })
    return user
  })
}
