import {
  type Caller,
  type ClientInfo,
  type Context,
  inTransaction,
  retryWhenStale,
  type TransactionContext,
} from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { type AuditEvent, recordEvent } from '../audit/record-event.ts'
import { assignEmails } from '../email/email-repository.ts'
import { insertDirectPermissions, insertMemberships } from '../users/membership-repository.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { assertPasswordPolicy, hashNewPassword } from '../users/password-policy.ts'
import { objectOf, stateOf } from '../users/user.ts'
import { findUserByNormalizedEmail, insertUser, type User } from '../users/user-repository.ts'
import { checkVerification } from '../verifications/check-verification.ts'
import {
  endVerificationsOfEmail,
  endVerificationsOfUser,
  type Verification,
} from '../verifications/verification-repository.ts'
import { grantsOfInvitation, type PresentGrants } from './grants-of-invitation.ts'
import { type Invitation, invitationFrom } from './invitation.ts'
import { findInvitation, updatePendingInvitation } from './invitation-repository.ts'

export interface Acceptance {
  readonly token: string
  readonly password: string
  readonly username?: string | null | undefined
}

interface NewAccount {
  readonly passwordHash: string
  readonly username: string | null
}

/**
 * Creates the account of an invitation, with the password that the invited person chooses. An account that someone made with
 * the address in the meantime and never confirmed is theirs now: its password and sessions are gone. Opens no session.
 *
 * @throws {ApiError} `verification_invalid`; `validation_failed` when the policy rejects the password, which uses nothing up;
 *   `conflict` for an address that has a confirmed account; `overloaded`.
 */
export async function acceptInvitation(
  context: Context,
  { token, password, username }: Acceptance,
  client: ClientInfo,
): Promise<{ readonly id: number; readonly email: string }> {
  await assertPasswordPolicy(context, password)
  const verification = await checkVerification(context, 'invitation', { token })
  const { email, normalizedEmail } = await invitationOf(context, verification)
  const passwordHash = await hashNewPassword(context, password, email)
  const account = { passwordHash, username: username || null }

  const accepted = await retryWhenStale(async () => {
    const holder = await findUserByNormalizedEmail(context.db, normalizedEmail)
    // After the user: where this very invitation created it, it is used up.
    const invitation = await invitationOf(context, verification)
    return holder
      ? claimAccount(context, holder, { invitation, account, client })
      : createAccount(context, { invitation, account, client })
  })
  if (!accepted) throw new ApiError('unavailable')
  return accepted
}

async function invitationOf(context: Context, { payload }: Verification): Promise<Invitation> {
  const { invitation: id } = JSON.parse(payload ?? '{}') as { invitation?: string }
  const row = id === undefined ? undefined : await findInvitation(context.db, Number(id))
  const invitation = row && invitationFrom(row, context.now())
  if (invitation?.state !== 'open') throw new ApiError('verification_invalid')
  return invitation
}

interface Accepting {
  readonly invitation: Invitation
  readonly account: NewAccount
  readonly client: ClientInfo
}

/** Undefined when someone took the address in the meantime. */
function createAccount(
  context: Context,
  { invitation, account, client }: Accepting,
): Promise<{ id: number; email: string } | undefined> {
  const { email, normalizedEmail } = invitation
  return inTransaction(context, async (context) => {
    const grants = await grantsOfInvitation(context, invitation)
    const createdAt = context.now()
    const id = await insertUser(context.db, {
      ...account,
      email,
      normalizedEmail,
      createdAt,
      emailVerifiedAt: createdAt,
      isStaff: grants.isStaff,
    })
    if (id === undefined) return undefined
    await settle(context, invitation, { id, grants })
    await recordEvent(context, {
      action: 'user.accept_invitation',
      caller: callerOf({ id, email }, client),
      object: objectOf({ id, email }),
      changes: {
        email: [null, email],
        ...(grants.isStaff ? { is_staff: [false, true] } : {}),
        ...changesOf(grants),
      },
    })
    return { id, email }
  })
}

async function claimAccount(
  context: Context,
  holder: User,
  { invitation, account, client }: Accepting,
): Promise<{ id: number; email: string }> {
  const userId = holder.id
  const caller = callerOf(holder, client)
  const after = await writeMutation(context, { userId }, caller, async (before, context) => {
    if (stateOf(before) !== 'active' || before.emailVerifiedAt !== null) throw hasAccount()
    const grants = await grantsOfInvitation(context, invitation)
    return {
      action: 'user.accept_invitation',
      patch: {
        ...account,
        emailVerifiedAt: context.now(),
        ...(grants.isStaff ? { isStaff: true } : {}),
      },
      alsoChanged: { password: ['•••', '•••'], ...changesOf(grants) },
      alsoWrite: async (context) => {
        await settle(context, invitation, { id: userId, grants })
        const now = context.now()
        await endVerificationsOfUser(context.db, { userId, now, includesUndo: true })
      },
      endSessions: { reason: 'password_changed', includesAsking: true },
      isSilent: true,
    }
  })
  if (!after) throw new ApiError('unavailable')
  return { id: after.id, email: after.email }
}

/** Uses the invitation up, of simultaneous uses once, and gives what it grants. */
async function settle(
  context: TransactionContext,
  { id: invitationId, normalizedEmail }: Invitation,
  { id, grants }: { readonly id: number; readonly grants: PresentGrants },
): Promise<void> {
  const now = context.now()
  const acceptance = { acceptedAt: now, userId: id }
  const row = await updatePendingInvitation(context.db, invitationId, acceptance)
  if (!row || row.expiresAt <= now) throw new ApiError('verification_invalid')
  const kind = 'invitation'
  await endVerificationsOfEmail(context.db, { normalizedEmail, kind, now })
  await assignEmails(context.db, { userId: id, normalizedEmail, kind })
  await insertMemberships(context.db, [id], grants.groups)
  await insertDirectPermissions(context.db, id, grants.permissions)
}

type Changes = NonNullable<AuditEvent['changes']>

function changesOf({ groups, permissions, leftOut }: PresentGrants): Changes {
  return {
    ...(groups.length > 0 ? { groups: [[], groups] } : {}),
    ...(permissions.length > 0 ? { permissions: [[], permissions] } : {}),
    ...(leftOut.length > 0 ? { left_out: [leftOut, []] } : {}),
  }
}

function callerOf({ id, email }: Pick<User, 'id' | 'email'>, client: ClientInfo): Caller {
  return { actor: { kind: 'user', id, label: email }, client }
}

function hasAccount(): ApiError {
  const message = 'This address has an account already. Log in with it.'
  return new ApiError('conflict', { message })
}
