import type { ClientInfo, Context, TransactionContext } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import { openSession } from '../sessions/open-session.ts'
import type { TokenPair } from '../sessions/token-pair.ts'
import { unusablePassword } from '../users/password-policy.ts'
import { objectOf } from '../users/user.ts'
import { findLoginUser, findUser, updateUser } from '../users/user-repository.ts'
import { checkVerification, type MailboxProof } from '../verifications/check-verification.ts'
import type { CreatedVerification } from '../verifications/create-verification.ts'
import { mayEmailLoginCode } from '../verifications/request-limits.ts'
import {
  consumeVerification,
  endVerificationsOfUser,
  type Verification,
} from '../verifications/verification-repository.ts'
import { type OwnerEmail, requestOwnerEmail } from './request-owner-email.ts'
import { ownerOf } from './verification-owner.ts'

/** @throws {ApiError} `not_found` where people do not log in by email. */
function assertOffered({ settings }: Context): void {
  if (settings.values.EMAIL_LOGIN === 'off') throw new ApiError('not_found')
}

/**
 * Emails whoever owns this address a code to log in with. The same for every address.
 *
 * @throws {ApiError} `not_found` while it is off; `too_many_attempts`, `email_unavailable`.
 */
export async function requestEmailLogin(
  context: Context,
  email: string,
  client: ClientInfo,
): Promise<CreatedVerification> {
  assertOffered(context)
  return requestOwnerEmail(context, loginCode, email, client)
}

const loginCode: OwnerEmail = {
  kind: 'email_login',
  action: 'auth.email_login_request',
  allow: async (...request) => ({ isAllowed: await mayEmailLoginCode(...request) }),
}

/**
 * Opens a session with the emailed code. The first proof of a mailbox claims the account: what someone else may have set up
 * before, a password and sessions, is removed.
 *
 * @throws {ApiError} `not_found` while it is off; `verification_invalid`.
 */
export async function logInByEmail(
  context: Context,
  { ticket, code }: MailboxProof,
  client: ClientInfo,
): Promise<TokenPair> {
  assertOffered(context)
  const verification = await checkVerification(context, 'email_login', { ticket, code })
  const { email } = await ownerOf(context, verification)
  const user = await findLoginUser(context.db, normalizeEmail(email))
  if (!user) throw new ApiError('verification_invalid')
  try {
    return await openSession(context, user, {
      method: 'email',
      client,
      alsoWrite: (context) => consume(context, verification, client),
    })
  } catch (error) {
    const hasChanged = error instanceof ApiError && error.code === 'invalid_credentials'
    throw hasChanged ? new ApiError('verification_invalid') : error
  }
}

async function consume(
  context: TransactionContext,
  verification: Verification,
  client: ClientInfo,
): Promise<void> {
  const now = context.now()
  const user = await ownerOf(context, verification)
  if (!(await consumeVerification(context.db, verification.id, now))) {
    throw new ApiError('verification_invalid')
  }
  const isClaim = user.emailVerifiedAt === null
  await endVerificationsOfUser(context.db, { userId: user.id, now, includesUndo: isClaim })
  if (!isClaim) return

  const current = await findUser(context.db, user.id)
  const patch = { passwordHash: unusablePassword(), emailVerifiedAt: now }
  const claimed = current && (await updateUser(context.db, current, patch, now))
  if (!claimed) throw new ApiError('unavailable')
  const caller = { actor: { kind: 'user', id: user.id, label: user.email }, client } as const
  const ending = { userId: user.id, reason: 'password_changed', includesAsking: true } as const
  await endSessionsOfUser(context, { ...ending, caller })
  await recordEvent(context, { action: 'user.claim', caller, object: objectOf(user) })
}
