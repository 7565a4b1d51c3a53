import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { endVerificationsOfEmail } from '../verifications/verification-repository.ts'
import { assertCanManageInvitation } from './assert-can-manage-invitation.ts'
import { type Invitation, invitationFrom, invitationObject } from './invitation.ts'
import { updatePendingInvitation } from './invitation-repository.ts'
import { closedInvitation, getInvitation } from './read-invitations.ts'

/**
 * Makes every link of an invitation worthless.
 *
 * @throws {ApiError} `permission_denied`, `not_found`; `conflict` once it is accepted or revoked.
 */
export function revokeInvitation(
  context: Context,
  id: number,
  administrator: Administrator,
): Promise<Invitation> {
  return inTransaction(context, async (context) => {
    await assertCanManageInvitation(context, administrator, await getInvitation(context, id))
    const now = context.now()
    const row = await updatePendingInvitation(context.db, id, { revokedAt: now })
    if (!row) throw closedInvitation()
    const { normalizedEmail } = row
    await endVerificationsOfEmail(context.db, { normalizedEmail, kind: 'invitation', now })
    const invitation = invitationFrom(row, now)
    await recordEvent(context, {
      action: 'user.revoke_invitation',
      caller: administrator,
      object: invitationObject(invitation),
    })
    return invitation
  })
}
