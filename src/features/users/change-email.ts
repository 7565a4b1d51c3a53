import type { Caller, TransactionContext } from '../../context.ts'
import { displayFormOf, normalizeEmail } from '../../text/email-address.ts'
import { detachAttempts } from '../authentication/login-attempts-repository.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import type { User, UserPatch } from './user-repository.ts'

/** The new email as it is stored; nothing when it is written the same. */
export function emailPatch(before: Pick<User, 'email'>, email: string | undefined): UserPatch {
  const shown = email === undefined ? before.email : displayFormOf(email)
  if (shown === before.email) return {}
  const patch = { email: shown, normalizedEmail: normalizeEmail(shown) }
  // Another address was never proven; another spelling is the same one.
  return isOtherEmail(before, patch) ? { ...patch, emailVerifiedAt: null } : patch
}

/** Whether the patch gives the user another email, not only another spelling of it. */
export function isOtherEmail(before: Pick<User, 'email'>, { normalizedEmail }: UserPatch): boolean {
  return normalizedEmail !== undefined && normalizedEmail !== normalizeEmail(before.email)
}

/** What another email of a user entails, in the transaction that changes it. */
export async function followNewEmail(
  context: TransactionContext,
  { id: userId }: Pick<User, 'id'>,
  caller: Caller,
): Promise<void> {
  await detachAttempts(context.db, userId)
  await endSessionsOfUser(context, {
    userId,
    reason: 'email_changed',
    caller,
    includesAsking: false,
  })
}
