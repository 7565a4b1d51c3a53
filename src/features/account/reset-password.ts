import type { ClientInfo, Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { assertPasswordPolicy, hashNewPassword } from '../users/password-policy.ts'
import { checkVerification, type MailboxProof } from '../verifications/check-verification.ts'
import type { CreatedVerification } from '../verifications/create-verification.ts'
import { allowReset } from '../verifications/request-limits.ts'
import { verificationKinds } from '../verifications/verification-kinds.ts'
import {
  consumeVerification,
  endVerificationsOfUser,
} from '../verifications/verification-repository.ts'
import { type OwnerEmail, requestOwnerEmail } from './request-owner-email.ts'
import { assertOwner, ownerOf } from './verification-owner.ts'

/**
 * Emails whoever owns this address a link and a code for a new password. The same for every address.
 *
 * @throws {ApiError} `too_many_attempts` for a client that asked too often; `email_unavailable`.
 */
export function requestPasswordReset(
  context: Context,
  email: string,
  client: ClientInfo,
): Promise<CreatedVerification> {
  return requestOwnerEmail(context, resetLink, email, client)
}

const resetLink: OwnerEmail = {
  kind: 'reset_password',
  action: 'auth.reset_request',
  async allow(context, ...request) {
    const { isAllowed, nextAt } = await allowReset(context, ...request)
    return { isAllowed, lifetime: lifetimeUntil(context, nextAt) }
  },
}

/** So that there is a link that works at any time, also while a stranger uses up what the recipient may get. */
function lifetimeUntil({ now }: Context, nextAt: number | undefined): number {
  const { lifetime } = verificationKinds.reset_password
  return nextAt === undefined ? lifetime : Math.max(lifetime, nextAt - now() + 60_000)
}

/** Whose password this proof resets; uses nothing up, but a guess of a code counts. @throws {ApiError} `verification_invalid` */
export async function checkPasswordReset(
  context: Context,
  proof: MailboxProof,
): Promise<{ readonly email: string; readonly expiresInSeconds: number }> {
  const verification = await checkVerification(context, 'reset_password', proof)
  const { email } = await ownerOf(context, verification)
  const expiresInSeconds = Math.floor((verification.expiresAt - context.now()) / 1_000)
  return { email, expiresInSeconds }
}

/**
 * Sets a new password, ends all sessions and lifts a lockout. Opens no session: the user logs in afterwards.
 *
 * @throws {ApiError} `verification_invalid`; `validation_failed` when the policy rejects the password, which uses nothing up;
 *   `overloaded`.
 */
export async function resetPassword(
  context: Context,
  proof: MailboxProof,
  password: string,
  client: ClientInfo,
): Promise<void> {
  await assertPasswordPolicy(context, password)
  const verification = await checkVerification(context, 'reset_password', proof)
  const user = await ownerOf(context, verification)
  const passwordHash = await hashNewPassword(context, password, user.email)

  const caller = { actor: { kind: 'user', id: user.id, label: user.email }, client } as const
  const after = await writeMutation(context, { userId: user.id }, caller, (before) => {
    assertOwner(before, verification)
    return {
      action: 'auth.reset',
      // Whoever has the link reads the mailbox.
      patch: { passwordHash, emailVerifiedAt: before.emailVerifiedAt ?? context.now() },
      alsoChanged: { password: ['•••', '•••'] },
      alsoWrite: async (context) => {
        const now = context.now()
        const isFirst = await consumeVerification(context.db, verification.id, now)
        if (!isFirst) throw new ApiError('verification_invalid')
        // The first proof of the mailbox: an address before may be that of a squatter.
        const includesUndo = before.emailVerifiedAt === null
        await endVerificationsOfUser(context.db, { userId: user.id, now, includesUndo })
      },
      endSessions: { reason: 'password_changed', includesAsking: true },
    }
  })
  if (!after) throw new ApiError('unavailable')
}
