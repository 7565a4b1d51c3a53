import type { ClientInfo, Context } from '../../context.ts'
import { isUsablePassword } from '../../crypto/password-hash.ts'
import { ApiError } from '../../errors.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { hashNewPassword } from '../users/password-policy.ts'
import { findPassword, findUser, type User } from '../users/user-repository.ts'
import { checkVerification } from '../verifications/check-verification.ts'
import { consumeVerification, type Verification } from '../verifications/verification-repository.ts'
import { assertPassword } from './assert-password.ts'

/**
 * Brings one's own account back as it was, with the link of the email about its deletion and the password; who had none
 * chooses one. Opens no session.
 *
 * @throws {ApiError} `verification_invalid`; `validation_failed` for a wrong password, which counts as a failed login;
 *   `too_many_attempts`, `overloaded`.
 */
export async function restoreOwnAccount(
  context: Context,
  token: string,
  password: string,
  client: ClientInfo,
): Promise<string> {
  const verification = await checkVerification(context, 'restore_user', { token })
  const user = await deletedUserOf(context, verification)
  const chosenHash = await hashFirst(context, user, password)
  if (chosenHash === undefined) {
    const proof = { action: 'auth.restore_user', includesDeleted: true } as const
    await assertPassword(context, user, { password, client }, proof)
  }

  const caller = { actor: { kind: 'user', id: user.id, label: user.email }, client } as const
  const after = await writeMutation(context, { userId: user.id }, caller, (before, { now }) => {
    assertDeleted(before)
    return {
      action: 'auth.restore_user',
      patch: { deletedAt: null, ...(chosenHash === undefined ? {} : { passwordHash: chosenHash }) },
      alsoWrite: async ({ db }) => {
        const isFirst = await consumeVerification(db, verification.id, now())
        if (!isFirst) throw new ApiError('verification_invalid')
      },
    }
  })
  if (!after) throw new ApiError('unavailable')
  return after.email
}

/** The hash of the first password of a user who has none. */
async function hashFirst(
  context: Context,
  { id, email }: User,
  password: string,
): Promise<string | undefined> {
  const stored = await findPassword(context.db, id)
  const hasPassword = isUsablePassword(stored?.passwordHash ?? '!')
  return hasPassword ? undefined : hashNewPassword(context, password, email)
}

async function deletedUserOf(context: Context, { userId }: Verification): Promise<User> {
  const user = userId === null ? undefined : await findUser(context.db, userId)
  if (!user) throw new ApiError('verification_invalid')
  assertDeleted(user)
  return user
}

function assertDeleted({ isActive, deletedAt }: User): void {
  if (!isActive || deletedAt === null) throw new ApiError('verification_invalid')
}
