import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import { identityOf } from '../accounts/email-address.ts'
import type { User } from './user.ts'
import { findUser, findUserByIdentity } from './user-repository.ts'

/** The user with this number, deleted ones too. @throws {AuthError} `not_found` */
export async function requireUser(context: Context, id: number): Promise<User> {
  const user = await findUser(context.db, id)
  if (!user) throw new AuthError('not_found')
  return user
}

/** Finds the user with this address, in any of its spellings, deleted ones too. */
export function findUserByEmail(context: Context, email: string): Promise<User | undefined> {
  return findUserByIdentity(context.db, identityOf(email))
}

/** The same. @throws {AuthError} `not_found` */
export async function requireUserByEmail(context: Context, email: string): Promise<User> {
  const user = await findUserByEmail(context, email)
  if (!user) throw new AuthError('not_found', { message: `There is no user ${email}.` })
  return user
}
