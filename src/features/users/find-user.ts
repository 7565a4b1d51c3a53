import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { findUser, findUserByNormalizedEmail, type User } from './user-repository.ts'

/** The user with this number, deleted ones too. @throws {ApiError} `not_found` */
export async function getUser(context: Context, id: number): Promise<User> {
  const user = await findUser(context.db, id)
  if (!user) throw new ApiError('not_found')
  return user
}

/** Finds the user with this address, in any of its spellings, deleted ones too. */
export function findUserByEmail(context: Context, email: string): Promise<User | undefined> {
  return findUserByNormalizedEmail(context.db, normalizeEmail(email))
}

/** The same. @throws {ApiError} `not_found` */
export async function getUserByEmail(context: Context, email: string): Promise<User> {
  const user = await findUserByEmail(context, email)
  if (!user) throw new ApiError('not_found', { message: `There is no user ${email}.` })
  return user
}
