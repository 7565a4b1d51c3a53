import { type Context, inTransaction } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { displayFormOf, emailTakenMessage, normalizeEmail } from '../../text/email-address.ts'
import { type AuditEvent, recordEvent } from '../audit/record-event.ts'
import { assertCanEmail } from '../email/queue-email.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { dryRunCreateUser, validateUser } from '../users/create-user.ts'
import { isEmailTaken } from '../users/user-repository.ts'
import { verificationKinds } from '../verifications/verification-kinds.ts'
import { type Invitation, invitationFrom, invitationObject } from './invitation.ts'
import { insertInvitation } from './invitation-repository.ts'
import { queueInvitation } from './send-invitation.ts'

export interface InvitationRequest {
  readonly email: string
  readonly isStaff?: boolean | undefined
  readonly groups?: readonly number[] | undefined
  readonly permissions?: readonly string[] | undefined
}

/**
 * Offers an account to an address: whoever reads the mailbox chooses the password. Nothing is granted that the administrator
 * may not grant, now or when it is accepted.
 *
 * @throws {ApiError} `permission_denied`, `email_unavailable`; `validation_failed` for an address that has an account or an
 *   invitation, and for groups and permissions that do not exist.
 */
export async function inviteUser(
  context: Context,
  request: InvitationRequest,
  administrator: Administrator,
): Promise<Invitation> {
  await dryRunCreateUser(context, request, administrator)
  assertCanEmail(context)
  const issues = await validateUser(context, { email: request.email })
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
  const email = displayFormOf(request.email)
  const normalizedEmail = normalizeEmail(email)
  if (await isEmailTaken(context.db, normalizedEmail)) {
    throw fieldErrors({ email: [emailTakenMessage] })
  }

  return inTransaction(context, async (context) => {
    const now = context.now()
    const row = await insertInvitation(context.db, {
      email,
      normalizedEmail,
      isStaff: request.isStaff ?? false,
      groupIds: [...new Set(request.groups)],
      permissions: [...new Set(request.permissions)],
      inviter: administrator.actor,
      createdAt: now,
      expiresAt: now + verificationKinds.invitation.lifetime,
    })
    if (!row)
      throw fieldErrors({
        email: ['This address has already been invited. The invitation can be sent again.'],
      })
    const invitation = invitationFrom(row, now)
    await queueInvitation(context, invitation, administrator)
    await recordEvent(context, {
      action: 'user.invite',
      caller: administrator,
      object: invitationObject(invitation),
      changes: changesOf(invitation),
    })
    return invitation
  })
}

function changesOf({
  email,
  isStaff,
  groups,
  permissions,
}: Invitation): NonNullable<AuditEvent['changes']> {
  return {
    email: [null, email],
    ...(isStaff ? { is_staff: [false, true] } : {}),
    ...(groups.length > 0 ? { groups: [[], groups] } : {}),
    ...(permissions.length > 0 ? { permissions: [[], permissions] } : {}),
  }
}
