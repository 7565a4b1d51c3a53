import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import { findActiveProfile, type Profile } from '../accounts/account-repository.ts'

/**
 * The profile of the account an access token belongs to.
 *
 * @throws {AuthError} `user_not_found` when it was deactivated or deleted after the token was issued.
 */
export async function readProfile(context: Context, userId: number): Promise<Profile> {
  const profile = await findActiveProfile(context.db, userId)
  if (!profile) throw new AuthError('user_not_found')
  return profile
}
