import type { ClientInfo, Context } from '../../context.ts'
import { isUsablePassword } from '../../crypto/password-hash.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { verifyCredentials } from '../authentication/verify-credentials.ts'
import {
  assertRecentlyAuthenticated,
  type SessionOwner,
} from '../sessions/recent-authentication.ts'
import { updateAuthenticatedAt } from '../sessions/session-authentication-repository.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { hashNewPassword } from '../users/password-policy.ts'
import { stateOf } from '../users/user.ts'
import { findPassword, type Profile } from '../users/user-repository.ts'
import { readProfile } from './profile.ts'

export interface PasswordChange {
  /** Absent only for users who have no password yet. */
  readonly currentPassword: string | undefined
  readonly newPassword: string
}

/**
 * Changes one's own password and ends all other sessions, those of the console too. Users without a password set one when
 * they proved recently who they are.
 *
 * @throws {ApiError} `validation_failed` for a wrong password, which counts as a failed login, and for a new one that the
 *   policy rejects; `too_many_attempts`, `overloaded`, `reauthentication_required`, `user_not_found`; `conflict` when the
 *   password was changed at the same time.
 */
export async function changeOwnPassword(
  context: Context,
  owner: SessionOwner,
  { currentPassword, newPassword }: PasswordChange,
  client: ClientInfo,
): Promise<void> {
  const { userId, sessionId } = owner
  const profile = await readProfile(context, userId)
  const actor = { kind: 'user', id: userId, label: profile.email } as const
  const caller = { actor, client, sessionId }

  const stored = await findPassword(context.db, userId)
  let verifiedHash = stored?.passwordHash ?? '!'
  if (isUsablePassword(verifiedHash)) {
    verifiedHash = await verifyCurrent(context, profile, currentPassword, caller)
  } else {
    await assertRecentlyAuthenticated(context, owner)
  }
  const passwordHash = await hashNewPassword(context, newPassword, profile.email, 'new_password')

  const after = await writeMutation(context, { userId }, caller, async (before, { db }) => {
    if (stateOf(before) !== 'active') throw new ApiError('user_not_found')
    const current = await findPassword(db, userId)
    if (current?.passwordHash !== verifiedHash) throw new ApiError('conflict')
    return {
      action: 'auth.change_password',
      patch: { passwordHash },
      alsoChanged: { password: ['•••', '•••'] },
      alsoWrite: ({ db, now }) => updateAuthenticatedAt(db, sessionId, now()),
      endSessions: { reason: 'password_changed', includesAsking: false },
    }
  })
  if (!after) throw new ApiError('unavailable')
}

interface Asking {
  readonly actor: { readonly kind: 'user'; readonly id: number; readonly label: string }
  readonly client: ClientInfo
}

/** The hash that the password was verified against. */
async function verifyCurrent(
  context: Context,
  { email }: Profile,
  password: string | undefined,
  caller: Asking,
): Promise<string> {
  if (password === undefined) throw fieldErrors({ current_password: ['This field is required.'] })
  try {
    const verification = { action: 'auth.change_password', caller } as const
    const user = await verifyCredentials(context, { email, password }, caller.client, verification)
    return user.passwordHash
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'invalid_credentials') throw error
    throw fieldErrors({ current_password: ['This is not your current password.'] })
  }
}
