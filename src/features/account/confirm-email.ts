import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { assertCanEmail } from '../email/queue-email.ts'
import { sendConfirmation } from '../email/send-confirmation.ts'
import type { SessionOwner } from '../sessions/recent-authentication.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { checkVerification, type MailboxProof } from '../verifications/check-verification.ts'
import type { CreatedVerification } from '../verifications/create-verification.ts'
import { assertMayEmailStranger } from '../verifications/request-limits.ts'
import { consumeVerification } from '../verifications/verification-repository.ts'
import { assertPassword } from './assert-password.ts'
import { readProfile } from './profile.ts'
import { assertOwner, ownerOf } from './verification-owner.ts'

/** Emails a user a link and a code to confirm their address. @throws {ApiError} `too_many_attempts`, `email_unavailable` */
export async function requestEmailConfirmation(
  context: Context,
  { userId }: SessionOwner,
  client: ClientInfo,
): Promise<CreatedVerification> {
  assertCanEmail(context)
  await assertMayEmailStranger(context, client)
  const profile = await readProfile(context, userId)
  return inTransaction(context, async (context) => {
    const verification = await sendConfirmation(context, profile, client)
    const { id, email: label } = profile
    await recordEvent(context, {
      action: 'auth.confirm_email_request',
      caller: { actor: { kind: 'user', id, label }, client },
      object: { type: 'user', id, label },
    })
    return verification
  })
}

/**
 * Confirms an address. The link alone is not enough, since whoever reads the mailbox has it: it takes the user's session or
 * password besides. A code comes with the ticket of the session that asked.
 *
 * @throws {ApiError} `verification_invalid`; `validation_failed` for a wrong password, which counts as a failed login;
 *   `too_many_attempts`, `overloaded`.
 */
export async function confirmEmail(
  context: Context,
  proof: MailboxProof,
  {
    owner,
    password,
  }: { readonly owner: SessionOwner | undefined; readonly password: string | undefined },
  client: ClientInfo,
): Promise<string> {
  const verification = await checkVerification(context, 'confirm_email', proof)
  const user = await ownerOf(context, verification)
  const isOwn = owner?.userId === user.id
  if (proof.token !== undefined && !isOwn) {
    await assertPassword(context, user, { password, client }, { action: 'auth.confirm_email' })
  }

  const caller = { actor: { kind: 'user', id: user.id, label: user.email }, client } as const
  const after = await writeMutation(context, { userId: user.id }, caller, (before, { now }) => {
    assertOwner(before, verification)
    return {
      action: 'auth.confirm_email',
      patch: { emailVerifiedAt: before.emailVerifiedAt ?? now() },
      alsoWrite: async ({ db }) => {
        const isFirst = await consumeVerification(db, verification.id, now())
        if (!isFirst) throw new ApiError('verification_invalid')
      },
    }
  })
  if (!after) throw new ApiError('unavailable')
  return after.email
}
