import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { findActiveProfile, type Profile } from '../users/account-repository.ts'

/**
 * The profile of the account an access token belongs to.
 *
 * @throws {ApiError} `user_not_found` when it was deactivated or deleted after the token was issued.
 */
export async function readProfile(context: Context, userId: number): Promise<Profile> {
  const profile = await findActiveProfile(context.db, userId)
  if (!profile) throw new ApiError('user_not_found')
  return profile
}
