import { type Caller, type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { detachAttempts } from '../authentication/login-attempts-repository.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import {
  isEmailTaken,
  type Profile,
  type ProfileChange,
  updateProfile,
} from '../users/account-repository.ts'
import { displayFormOf, emailTakenMessage, normalizeEmail } from '../users/email-address.ts'
import { readProfile } from './read-profile.ts'

/** The fields to change; an absent one stays. */
export interface ProfileRequest {
  readonly username?: string | null
  readonly email?: string
}

/** Whose profile, and the session that asks: it goes on when the others are ended. */
export interface Owner {
  readonly userId: number
  readonly sessionId: number
}

/**
 * Changes one's own username and email. A new email ends the account's other sessions.
 *
 * @throws {ApiError} `user_not_found`, or `validation_failed` when the email belongs to another account.
 */
export async function changeProfile(
  context: Context,
  owner: Owner,
  request: ProfileRequest,
  client: ClientInfo,
): Promise<Profile> {
  const before = await readProfile(context, owner.userId)
  const change = changeFrom(before, request)
  if (Object.keys(change).length === 0) return before

  const caller: Caller = { actor: { kind: 'user', id: before.id, label: before.email }, client }
  try {
    return await inTransaction(context, (context) =>
      applyChange(context, { before, change, owner, caller }),
    )
  } catch (error) {
    if (isUniqueViolation(error)) throw fieldErrors({ email: [emailTakenMessage] })
    throw error
  }
}

/** Whether the address belongs to somebody else: known before the other fields are right. */
export async function validateProfile(context: Context, userId: number, request: ProfileRequest) {
  const isTaken =
    request.email !== undefined &&
    (await isEmailTaken(context.db, normalizeEmail(request.email), userId))
  return isTaken ? { email: [emailTakenMessage] } : {}
}

function changeFrom(before: Profile, { username, email }: ProfileRequest): ProfileChange {
  const newEmail = email === undefined ? before.email : displayFormOf(email)
  return {
    ...(username === undefined || username === before.username ? {} : { username }),
    ...(newEmail === before.email
      ? {}
      : { email: newEmail, normalizedEmail: normalizeEmail(newEmail) }),
  }
}

interface UserMutation {
  readonly before: Profile
  readonly change: ProfileChange
  readonly owner: Owner
  readonly caller: Caller
}

async function applyChange(
  context: Parameters<typeof endSessionsOfUser>[0],
  { before, change, owner, caller }: UserMutation,
): Promise<Profile> {
  const after = await updateProfile(context.db, before.id, change, context.now())
  if (!after) throw new ApiError('user_not_found')

  const isNewAddress =
    change.normalizedEmail !== undefined && change.normalizedEmail !== normalizeEmail(before.email)
  if (isNewAddress) {
    await detachAttempts(context.db, before.id)
    await endSessionsOfUser(context, {
      userId: before.id,
      reason: 'email_changed',
      endedBy: caller.actor.label,
      exceptSessionId: owner.sessionId,
    })
  }
  await recordEvent(context, {
    action: 'user.change',
    caller,
    object: { type: 'user', id: before.id, label: after.email },
    changes: {
      ...(change.username === undefined ? {} : { username: [before.username, after.username] }),
      ...(change.email === undefined ? {} : { email: [before.email, after.email] }),
    },
  })
  return after
}
