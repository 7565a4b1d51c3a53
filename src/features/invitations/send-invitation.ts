import { type Caller, type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import { localeFor } from '../email/email-kinds.ts'
import { assertCanEmail, queueEmail } from '../email/queue-email.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { createVerification } from '../verifications/create-verification.ts'
import { verificationKinds } from '../verifications/verification-kinds.ts'
import { assertCanManageInvitation } from './assert-can-manage-invitation.ts'
import { type Invitation, invitationFrom, invitationObject } from './invitation.ts'
import { updatePendingInvitation } from './invitation-repository.ts'
import { closedInvitation, getInvitation } from './read-invitations.ts'

/**
 * Emails the link once more, an expired one too, and the seven days begin anew.
 *
 * @throws {ApiError} `permission_denied`, `not_found`, `email_unavailable`; `conflict` once it is accepted or revoked.
 */
export function sendInvitation(
  context: Context,
  id: number,
  administrator: Administrator,
): Promise<Invitation> {
  assertCanEmail(context)
  return inTransaction(context, async (context) => {
    await assertCanManageInvitation(context, administrator, await getInvitation(context, id))
    const now = context.now()
    const expiresAt = now + verificationKinds.invitation.lifetime
    const row = await updatePendingInvitation(context.db, id, { sentAt: now, expiresAt })
    if (!row) throw closedInvitation()
    const invitation = invitationFrom(row, now)
    await queueInvitation(context, invitation, administrator)
    await recordEvent(context, {
      action: 'user.send_invitation',
      caller: administrator,
      object: invitationObject(invitation),
    })
    return invitation
  })
}

/** Queues the email with a new link; those sent before go on working as long as they do. */
export async function queueInvitation(
  context: TransactionContext,
  { id, email }: Invitation,
  { client }: Caller,
): Promise<void> {
  const kind = 'invitation'
  const payload = { invitation: String(id) }
  const verification = await createVerification(context, {
    kind,
    userId: null,
    email,
    client,
    payload,
  })
  await queueEmail(context, {
    kind,
    locale: localeFor(context, client.languages),
    recipient: email,
    userId: null,
    verificationId: verification.id,
  })
}
