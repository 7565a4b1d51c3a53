import { randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'
import { refuseFields } from '../../errors.ts'
import { hashPassword } from '../../security/password-hash.ts'
import { faultsOfPassword, greatestPasswordLength } from '../accounts/password-policy.ts'

/** Everything that speaks against this password for the user with this address. */
export async function faultsOfNewPassword(
  context: Context,
  password: string,
  email: string,
): Promise<string[]> {
  if (password === '') return ['This field may not be blank.']
  if ([...password].length > greatestPasswordLength) {
    return [`Ensure this field has no more than ${greatestPasswordLength} characters.`]
  }
  if (password.includes('\0')) return ['Null characters are not allowed.']
  return faultsOfPassword(context.settings.values, password, email)
}

/** @throws {AuthError} `validation_failed`, and `overloaded` when too many passwords wait to be hashed. */
export async function hashNewPassword(
  context: Context,
  password: string,
  email: string,
): Promise<string> {
  const faults = await faultsOfNewPassword(context, password, email)
  if (faults.length > 0) throw refuseFields({ password: faults })

  const turn = context.hashing.takeTurn()
  try {
    return await turn.run(() => hashPassword(password))
  } finally {
    turn.release()
  }
}

/** What stands in place of a hash where no password logs in; `!` at its beginning, as the older server had it. */
export function unusablePassword(): string {
  return `!${randomBytes(20).toString('base64url')}`
}

export function isUsablePassword(stored: string): boolean {
  return !stored.startsWith('!')
}
