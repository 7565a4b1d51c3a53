import type { Caller, TransactionContext } from '../../context.ts'
import { type Locale, localeFor } from '../email/email-kinds.ts'
import { queueEmail } from '../email/queue-email.ts'
import { hasSettledAddress } from '../email/settled-address.ts'
import { createVerification } from '../verifications/create-verification.ts'
import { isFirstEmailChangeOfDay, mayNotifyUser } from '../verifications/request-limits.ts'
import { isOtherEmail } from './change-email.ts'
import { restorableMilliseconds } from './user.ts'
import type { User, UserPatch } from './user-repository.ts'

export interface ChangeOfUser {
  readonly before: User
  readonly after: User
  readonly patch: UserPatch
  /** Other groups or direct permissions. */
  readonly hasOtherPermissions: boolean
}

/**
 * Tells a user of another password or email, of an account deleted in their name, and of other permissions in the console, at
 * the address they had, in the transaction of the change.
 */
export async function notifyOfChange(
  context: TransactionContext,
  { before, after, patch, hasOtherPermissions }: ChangeOfUser,
  caller: Caller,
): Promise<void> {
  if (!context.config.canEmail) return
  const message = {
    locale: localeFor(context, caller.client.languages),
    recipient: before.email,
    userId: before.id,
  }
  if (patch.passwordHash !== undefined && (await mayBeTold(context, before))) {
    await queueEmail(context, { ...message, kind: 'password_changed' })
  }
  if (isOtherEmail(before, patch) && (await isOwnAddress(context, before))) {
    await notifyOfEmail(context, message, caller)
  }
  const isOwnDeletion = (patch.deletedAt ?? null) !== null && caller.actor.id === before.id
  if (isOwnDeletion && hasSettledAddress(context, before)) {
    await notifyOfDeletion(context, message, caller)
  }
  if (hasOtherRole(before, after) || (hasOtherPermissions && before.isStaff)) {
    await notifyOfPermissions(context, before)
  }
}

function hasOtherRole(before: User, after: User): boolean {
  return before.isStaff !== after.isStaff || before.isSuperuser !== after.isSuperuser
}

/** Tells someone who may enter the console that what they may do there has changed. */
export async function notifyOfPermissions(context: TransactionContext, user: User): Promise<void> {
  if (!context.config.canEmail || !(await mayBeTold(context, user, 'permissions'))) return
  await queueEmail(context, {
    kind: 'permissions_changed',
    // The languages of the request are those of the administrator.
    locale: localeFor(context, undefined),
    recipient: user.email,
    userId: user.id,
  })
}

interface Message {
  readonly locale: Locale
  readonly recipient: string
  readonly userId: number
}

/** What users, or someone in their name, did can be undone from the address before; what staff did cannot. */
async function notifyOfEmail(
  context: TransactionContext,
  message: Message,
  { actor, client }: Caller,
): Promise<void> {
  const lifetime = context.settings.values.EMAIL_CHANGE_UNDO * 1_000
  const { userId, recipient: email } = message
  if (lifetime === 0 || actor.id !== userId) {
    return queueEmail(context, { ...message, kind: 'email_changed' })
  }
  const kind = 'undo_email_change'
  const { id } = await createVerification(context, { kind, userId, email, client, lifetime })
  await queueEmail(context, { ...message, kind: 'email_changed_undo', verificationId: id })
}

/** With the link that restores the account. */
async function notifyOfDeletion(
  context: TransactionContext,
  message: Message,
  { client }: Caller,
): Promise<void> {
  const { userId, recipient: email } = message
  const lifetime = restorableMilliseconds
  const request = { kind: 'restore_user', userId, email, client, lifetime } as const
  const { id } = await createVerification(context, request)
  await queueEmail(context, { ...message, kind: 'account_deleted', verificationId: id })
}

/** An address that was never proven may be a stranger's, who is not to be flooded. */
async function mayBeTold(
  context: TransactionContext,
  user: User,
  topic: 'notice' | 'permissions' = 'notice',
): Promise<boolean> {
  return user.emailVerifiedAt !== null || (await mayNotifyUser(context, user.id, topic))
}

/** Otherwise an account that takes one address after the other would have us write to strangers. */
async function isOwnAddress(context: TransactionContext, user: User): Promise<boolean> {
  if (user.emailVerifiedAt !== null) return true
  const isFirst = await isFirstEmailChangeOfDay(context, user.id)
  return isFirst && hasSettledAddress(context, user)
}
