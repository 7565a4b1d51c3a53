import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { stateOf } from '../users/user.ts'
import { findUser, type User } from '../users/user-repository.ts'
import type { Verification } from '../verifications/verification-repository.ts'

/** The user of a verification. @throws {ApiError} `verification_invalid` when there is none, or as below. */
export async function ownerOf(context: Context, verification: Verification): Promise<User> {
  const user = await activeUserOf(context, verification)
  assertOwner(user, verification)
  return user
}

/** The same where the user need not have the address that was proven. @throws {ApiError} `verification_invalid` */
export async function activeUserOf(context: Context, { userId }: Verification): Promise<User> {
  const user = userId === null ? undefined : await findUser(context.db, userId)
  if (!user) throw new ApiError('verification_invalid')
  assertActive(user)
  return user
}

/** @throws {ApiError} `verification_invalid` */
export function assertActive(user: User): void {
  if (stateOf(user) !== 'active') throw new ApiError('verification_invalid')
}

/** @throws {ApiError} `verification_invalid` unless the user is active and still has the address that was proven. */
export function assertOwner(user: User, { normalizedEmail }: Verification): void {
  assertActive(user)
  if (normalizeEmail(user.email) !== normalizedEmail) throw new ApiError('verification_invalid')
}
