import { type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { localeFor } from '../email/email-kinds.ts'
import { assertCanEmail, queueEmail } from '../email/queue-email.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { createVerification } from '../verifications/create-verification.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { getUser } from './find-user.ts'
import { objectOf, stateOf } from './user.ts'
import type { User } from './user-repository.ts'

const links = {
  reset_password: { action: 'user.send_reset' },
  confirm_email: { action: 'user.send_confirmation' },
} as const

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
  return sendLink(context, { userId, kind: 'reset_password' }, administrator)
}

/**
 * Emails a user a link to confirm their address, which takes their password besides.
 *
 * @throws {ApiError} as above; `conflict` for an address that is confirmed, too.
 */
export function sendConfirmationTo(
  context: Context,
  userId: number,
  administrator: Administrator,
): Promise<User> {
  return sendLink(context, { userId, kind: 'confirm_email' }, administrator)
}

function sendLink(
  context: Context,
  { userId, kind }: { readonly userId: number; readonly kind: keyof typeof links },
  administrator: Administrator,
): Promise<User> {
  assertPermission(administrator, 'users.change_user')
  assertCanEmail(context)
  return inTransaction(context, async (context) => {
    const user = await getUser(context, userId)
    await assertCanManage(context, administrator, user)
    if (stateOf(user) !== 'active') throw conflict('The user is not active.')
    if (kind === 'confirm_email' && user.emailVerifiedAt !== null) {
      throw conflict('The address is confirmed already.')
    }
    const { client } = administrator
    const request = { kind, userId, email: user.email, client }
    const verification = await createVerification(context, request)
    await queueEmail(context, {
      kind,
      locale: localeFor(context, undefined),
      recipient: user.email,
      userId,
      verificationId: verification.id,
    })
    const { action } = links[kind]
    await recordEvent(context, { action, caller: administrator, object: objectOf(user) })
    return user
  })
}

function conflict(message: string): ApiError {
  return new ApiError('conflict', { message })
}
