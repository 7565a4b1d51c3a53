import { randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'
import { hashPassword } from '../../crypto/password-hash.ts'
import { fieldErrors } from '../../errors.ts'
import { maxPasswordLength, validatePassword } from '../users/password-policy.ts'

/** Everything that speaks against this password for the user with this address. */
export async function validateNewPassword(
  context: Context,
  password: string,
  email: string,
): Promise<string[]> {
  if (password === '') return ['This field may not be blank.']
  if ([...password].length > maxPasswordLength) {
    return [`Ensure this field has no more than ${maxPasswordLength} characters.`]
  }
  if (password.includes('\0')) return ['Null characters are not allowed.']
  return validatePassword(context.settings.values, password, email)
}

/** @throws {ApiError} `validation_failed`, and `overloaded` when too many passwords wait to be hashed. */
export async function hashNewPassword(
  context: Context,
  password: string,
  email: string,
): Promise<string> {
  const issues = await validateNewPassword(context, password, email)
  if (issues.length > 0) throw fieldErrors({ password: issues })

  const permit = context.hashing.acquirePermit()
  try {
    return await permit.run(() => hashPassword(password))
  } finally {
    permit.release()
  }
}

/** What stands in place of a hash where no password logs in; `!` at its beginning, as the older server had it. */
export function unusablePassword(): string {
  return `!${randomBytes(20).toString('base64url')}`
}

export function isUsablePassword(stored: string): boolean {
  return !stored.startsWith('!')
}
