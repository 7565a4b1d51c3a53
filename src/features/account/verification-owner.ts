import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { stateOf } from '../users/user.ts'
import { findUser, type User } from '../users/user-repository.ts'
import type { Verification } from '../verifications/verification-repository.ts'

/** The user of a verification. @throws {ApiError} `verification_invalid` when there is none, or as below. */
export async function ownerOf(context: Context, verification: Verification): Promise<User> {
  const { userId } = verification
  const user = userId === null ? undefined : await findUser(context.db, userId)
  if (!user) throw new ApiError('verification_invalid')
  assertOwner(user, verification)
  return user
}

/** @throws {ApiError} `verification_invalid` unless the user is active and still has the address that was proven. */
export function assertOwner(user: User, { normalizedEmail }: Verification): void {
  const hasAddress = normalizeEmail(user.email) === normalizedEmail
  if (stateOf(user) !== 'active' || !hasAddress) throw new ApiError('verification_invalid')
}
