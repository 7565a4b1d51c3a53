import type { ClientInfo, Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { emailTakenMessage, normalizeEmail } from '../../text/email-address.ts'
import { assertRecentlyAuthenticated } from '../sessions/recent-authentication.ts'
import { emailPatch, isOtherEmail } from '../users/change-email.ts'
import { isEmailFree } from '../users/is-email-free.ts'
import { writeMutation } from '../users/mutate-user.ts'
import { findActiveProfile } from '../users/profile-repository.ts'
import { stateOf } from '../users/user.ts'
import type { Profile, UserPatch } from '../users/user-repository.ts'

/**
 * The profile of the user an access token belongs to.
 *
 * @throws {ApiError} `user_not_found` when they were deactivated or deleted after the token was issued.
 */
export async function readProfile(context: Context, userId: number): Promise<Profile> {
  const profile = await findActiveProfile(context.db, userId)
  if (!profile) throw new ApiError('user_not_found')
  return profile
}

/** The fields to change; an absent one stays. */
export interface ProfileChange {
  readonly username?: string | null
  readonly email?: string
}

/** Whose profile, and the session that asks: it goes on when a new email ends the others. */
export interface Owner {
  readonly userId: number
  readonly sessionId: number
}

/**
 * Changes one's own username and email.
 *
 * @throws {ApiError} `user_not_found`, `validation_failed` when the email belongs to somebody else or has to be confirmed;
 *   `reauthentication_required` for another email where a password can be reset by email.
 */
export async function changeProfile(
  context: Context,
  { userId, sessionId }: Owner,
  change: ProfileChange,
  client: ClientInfo,
): Promise<Profile> {
  const profile = await readProfile(context, userId)
  const patch = patchFrom(profile, change)
  if (Object.keys(patch).length === 0) return profile
  // Where a mailbox opens the account, a stolen access token alone must not choose another one.
  if (isOtherEmail(profile, patch)) {
    if (isChangeConfirmed(context)) throw fieldErrors({ email: [confirmMessage] })
    if (context.config.smtp) await assertRecentlyAuthenticated(context, { userId, sessionId })
    const issues = await validateProfile(context, userId, change)
    if (issues.email) throw fieldErrors(issues)
  }

  const caller = {
    actor: { kind: 'user', id: userId, label: profile.email },
    client,
    sessionId,
  } as const
  const after = await writeMutation(context, { userId }, caller, (before) => {
    if (stateOf(before) !== 'active') throw new ApiError('user_not_found')
    const patch = patchFrom(before, change)
    return Object.keys(patch).length === 0 ? undefined : { action: 'user.change', patch }
  })
  if (!after) throw new ApiError('unavailable')
  return { id: after.id, username: after.username, email: after.email }
}

const confirmMessage = 'Ask for the change at /api/me/email/ and confirm the new address.'

/** Whether another address takes effect only once its mailbox is proven. */
export function isChangeConfirmed({ config, settings: { values } }: Context): boolean {
  if (values.EMAIL_VERIFICATION === 'required') return true
  return config.smtp !== undefined && values.EMAIL_CHANGE === 'confirmed'
}

/** Whether the email belongs to somebody else: known before the other fields are valid. */
export async function validateProfile(context: Context, userId: number, { email }: ProfileChange) {
  const isFree = email === undefined || (await isEmailFree(context, normalizeEmail(email), userId))
  return isFree ? {} : { email: [emailTakenMessage] }
}

function patchFrom(before: Profile, { username, email }: ProfileChange): UserPatch {
  return {
    ...(username === undefined || username === before.username ? {} : { username }),
    ...emailPatch(before, email),
  }
}
