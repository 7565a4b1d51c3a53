import type { ClientInfo, Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { emailPatch } from '../users/change-email.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { assertPasswordPolicy, hashNewPassword } from '../users/password-policy.ts'
import { findUser, type User } from '../users/user-repository.ts'
import { checkVerification } from '../verifications/check-verification.ts'
import {
  consumeVerification,
  endVerificationsOfUser,
  type Verification,
} from '../verifications/verification-repository.ts'

/**
 * Gives an account back to the address that it had: with a new password, and with every session, link and code ended. Also
 * one that was deleted in the name of its user; when staff delete or deactivate a user, the link ends.
 *
 * @throws {ApiError} `verification_invalid`; `validation_failed` when the policy rejects the password, which uses nothing up;
 *   `conflict` when the address belongs to another account now; `overloaded`.
 */
export async function undoEmailChange(
  context: Context,
  token: string,
  password: string,
  client: ClientInfo,
): Promise<string> {
  await assertPasswordPolicy(context, password)
  const verification = await checkVerification(context, 'undo_email_change', { token })
  const { id: userId } = await userOf(context, verification)
  const email = verification.email ?? ''
  const passwordHash = await hashNewPassword(context, password, email)

  const caller = { actor: { kind: 'user', id: userId, label: email }, client } as const
  const mutation = writeMutation(context, { userId }, caller, (before, { now }) => {
    assertNotDeactivated(before)
    return {
      action: 'auth.undo_email_change',
      patch: {
        ...emailPatch(before, email),
        passwordHash,
        emailVerifiedAt: now(),
        deletedAt: null,
      },
      alsoChanged: { password: ['•••', '•••'] },
      alsoWrite: async ({ db }) => {
        const isFirst = await consumeVerification(db, verification.id, now())
        if (!isFirst) throw new ApiError('verification_invalid')
        await endVerificationsOfUser(db, { userId, now: now(), includesUndo: true })
      },
      endSessions: { reason: 'email_changed', includesAsking: true },
      isSilent: true,
    }
  })
  const after = await mutation.catch((error: unknown) => {
    const isTaken = error instanceof ApiError && error.fields?.['email'] !== undefined
    throw isTaken ? new ApiError('conflict', { message: takenMessage }) : error
  })
  if (!after) throw new ApiError('unavailable')
  return after.email
}

async function userOf({ db }: Context, { userId }: Verification): Promise<User> {
  const user = userId === null ? undefined : await findUser(db, userId)
  if (!user) throw new ApiError('verification_invalid')
  assertNotDeactivated(user)
  return user
}

function assertNotDeactivated({ isActive }: User): void {
  if (!isActive) throw new ApiError('verification_invalid')
}

const takenMessage = 'The address belongs to another account now.'
