import type { Caller, TransactionContext } from '../../context.ts'
import { localeFrom } from '../email/email-kinds.ts'
import { canEmail, queueEmail } from '../email/queue-email.ts'
import { isFirstEmailChangeOfDay } from '../verifications/request-limits.ts'
import { isOtherEmail } from './change-email.ts'
import type { User, UserPatch } from './user-repository.ts'

const day = 24 * 60 * 60 * 1_000

/** Tells a user of another password or email, at the address they had, in the transaction of the change. */
export async function notifyOfChange(
  context: TransactionContext,
  before: User,
  patch: UserPatch,
  caller: Caller,
): Promise<void> {
  if (!canEmail(context)) return
  const message = {
    locale: localeFrom(caller.client.languages),
    recipient: before.email,
    userId: before.id,
  }
  if (patch.passwordHash !== undefined) {
    await queueEmail(context, { ...message, kind: 'password_changed' })
  }
  if (isOtherEmail(before, patch) && (await isOwnAddress(context, before))) {
    await queueEmail(context, { ...message, kind: 'email_changed' })
  }
}

/** Otherwise an account that takes one address after the other would have us write to strangers. */
async function isOwnAddress(context: TransactionContext, user: User): Promise<boolean> {
  if (user.emailVerifiedAt !== null) return true
  const isFirst = await isFirstEmailChangeOfDay(context, user.id)
  return isFirst && context.now() - user.createdAt >= day
}
