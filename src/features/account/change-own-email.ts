import {
  type ClientInfo,
  type Context,
  inTransaction,
  type TransactionContext,
} from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { displayFormOf, normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { localeFor } from '../email/email-kinds.ts'
import { assertCanEmail, queueEmail } from '../email/queue-email.ts'
import { hasSettledAddress } from '../email/settled-address.ts'
import {
  assertRecentlyAuthenticated,
  type SessionOwner,
} from '../sessions/recent-authentication.ts'
import { emailPatch } from '../users/change-email.ts'
import { writeMutation } from '../users/mutate-user.ts'
import {
  findLoginUser,
  findUser,
  isEmailTaken,
  type Profile,
  type User,
} from '../users/user-repository.ts'
import { checkVerification, type MailboxProof } from '../verifications/check-verification.ts'
import {
  type CreatedVerification,
  createVerification,
} from '../verifications/create-verification.ts'
import {
  assertMayEmailStranger,
  mayEmailRecipient,
  mayNotifyUser,
} from '../verifications/request-limits.ts'
import { consumeVerification } from '../verifications/verification-repository.ts'
import { assertPassword } from './assert-password.ts'
import { readProfile } from './profile.ts'
import { activeUserOf, assertActive } from './verification-owner.ts'

/**
 * Emails the new address a link and a code, and notifies the current one. A taken address gets the same response, and its
 * owner a notice.
 *
 * @throws {ApiError} `validation_failed` for the address that the account has; `reauthentication_required`;
 *   `too_many_attempts`, `email_unavailable`, `user_not_found`.
 */
export async function requestEmailChange(
  context: Context,
  owner: SessionOwner,
  email: string,
  client: ClientInfo,
): Promise<CreatedVerification> {
  assertCanEmail(context)
  await assertRecentlyAuthenticated(context, owner)
  const profile = await readProfile(context, owner.userId)
  const normalizedEmail = normalizeEmail(email)
  if (normalizedEmail === normalizeEmail(profile.email)) {
    throw fieldErrors({ email: ['This is your email address already.'] })
  }
  await assertMayEmailStranger(context, client)

  return inTransaction(context, async (context) => {
    const user = await findUser(context.db, owner.userId)
    if (!user) throw new ApiError('user_not_found')
    const verification = await queueLink(context, user, displayFormOf(email), client)
    await tellPresentAddress(context, user, client)
    const { id, email: label } = user
    await recordEvent(context, {
      action: 'auth.email_change_request',
      caller: { actor: { kind: 'user', id, label }, client },
      object: { type: 'user', id, label },
      changes: { email: [label, displayFormOf(email)] },
    })
    return verification
  })
}

async function queueLink(
  context: TransactionContext,
  { id }: User,
  email: string,
  client: ClientInfo,
): Promise<CreatedVerification> {
  const normalizedEmail = normalizeEmail(email)
  const locale = localeFor(context, client.languages)
  const isDropped = !(await mayEmailRecipient(context, normalizedEmail))
  const isTaken = await isEmailTaken(context.db, normalizedEmail)
  const holder = await findLoginUser(context.db, normalizedEmail)
  const kind = 'change_email'
  // Without the message there is nothing to guess.
  const userId = isTaken || isDropped ? null : id
  const verification = await createVerification(context, { kind, userId, email, client })
  await queueEmail(
    context,
    isTaken
      ? {
          kind: 'email_taken',
          locale,
          recipient: holder?.email ?? email,
          userId: holder?.id ?? null,
          isDropped: isDropped || !holder?.isActive,
        }
      : { kind, locale, recipient: email, userId, verificationId: verification.id, isDropped },
  )
  return verification
}

async function tellPresentAddress(
  context: TransactionContext,
  user: User,
  client: ClientInfo,
): Promise<void> {
  if (!hasSettledAddress(context, user) || !(await mayNotifyUser(context, user.id))) return
  await queueEmail(context, {
    kind: 'email_change_request',
    locale: localeFor(context, client.languages),
    recipient: user.email,
    userId: user.id,
  })
}

/** What is needed besides the mailbox. */
export type Owner =
  | { readonly session: SessionOwner; readonly password?: undefined }
  | { readonly session?: undefined; readonly password: string | undefined }

/**
 * Gives the account the address whose mailbox is proven, and ends all other sessions.
 *
 * @throws {ApiError} `verification_invalid`; `validation_failed` for a wrong password, which counts as a failed login, and
 *   when someone else took the address in the meantime; `too_many_attempts`, `overloaded`.
 */
export async function confirmEmailChange(
  context: Context,
  proof: MailboxProof,
  { session, password }: Owner,
  client: ClientInfo,
): Promise<Profile> {
  const verification = await checkVerification(context, 'change_email', proof)
  const user = await activeUserOf(context, verification)
  if (session && session.userId !== user.id) throw new ApiError('verification_invalid')
  if (!session) {
    await assertPassword(context, user, { password, client }, { action: 'auth.change_email' })
  }

  const actor = { kind: 'user', id: user.id, label: user.email } as const
  const caller = { actor, client, sessionId: session?.sessionId }
  const after = await writeMutation(context, { userId: user.id }, caller, (before, { now }) => {
    assertActive(before)
    return {
      action: 'auth.change_email',
      patch: { ...emailPatch(before, verification.email ?? undefined), emailVerifiedAt: now() },
      alsoWrite: async ({ db }) => {
        const isFirst = await consumeVerification(db, verification.id, now())
        if (!isFirst) throw new ApiError('verification_invalid')
      },
    }
  })
  if (!after) throw new ApiError('unavailable')
  return { id: after.id, username: after.username, email: after.email }
}
