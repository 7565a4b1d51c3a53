import { randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'
import { hashPassword } from '../../crypto/password-hash.ts'
import { fieldErrors } from '../../errors.ts'
import type { SettingValues } from '../settings/definitions.ts'

/** Maximum length of a new password, in code points. */
export const maxPasswordLength = 128

/** Everything that is wrong with a new password: its form and the policy. */
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
  return validatePasswordPolicy(context.settings.values, password, email)
}

/** What a new password must be, for those who are about to type one. */
export function passwordHint(settings: SettingValues): string {
  const length = `At least ${settings.PASSWORD_MIN_LENGTH} characters`
  if (!settings.PASSWORD_REJECT_COMMON) return `${length}.`
  return `${length}, not only digits, not common, and not like the email.`
}

/** What the policy says against a new password, in the contract's words and order. */
export async function validatePasswordPolicy(
  settings: SettingValues,
  password: string,
  email: string,
): Promise<string[]> {
  const issues: string[] = []
  const minLength = settings.PASSWORD_MIN_LENGTH
  if ([...password].length < minLength) {
    issues.push(`This password is too short. It must contain at least ${minLength} characters.`)
  }
  if (!settings.PASSWORD_REJECT_COMMON) return issues

  if (await isCommonPassword(password)) issues.push('This password is too common.')
  if (/^\d+$/.test(password)) issues.push('This password is entirely numeric.')
  if (isSimilar(password, email)) issues.push('The password is too similar to the email.')
  return issues
}

/**
 * What is wrong with a new password whoever it is for. Before a code is looked at: a guess counts, whatever becomes of it.
 *
 * @throws {ApiError} `validation_failed`
 */
export async function assertPasswordPolicy(context: Context, password: string): Promise<void> {
  const issues = await validateNewPassword(context, password, '')
  if (issues.length > 0) throw fieldErrors({ password: issues })
}

/** @throws {ApiError} `validation_failed`, and `overloaded` when too many passwords wait to be hashed. */
export async function hashNewPassword(
  context: Context,
  password: string,
  email: string,
  field = 'password',
): Promise<string> {
  const issues = await validateNewPassword(context, password, email)
  if (issues.length > 0) throw fieldErrors({ [field]: issues })

  const permit = context.hashing.acquirePermit()
  try {
    return await permit.run(() => hashPassword(password))
  } finally {
    permit.release()
  }
}

/** Stored in place of a hash where no password may log in; it begins with `!`, as Django writes it. */
export function unusablePassword(): string {
  return `!${randomBytes(20).toString('base64url')}`
}

// Read when first needed: a server that never checks does not pay for the list in memory.
let commonPasswords: Promise<ReadonlySet<string>> | undefined

async function isCommonPassword(password: string): Promise<boolean> {
  commonPasswords ??= readCommonPasswords()
  return (await commonPasswords).has(password.toLowerCase())
}

async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

const minSimilarity = 0.7
// A password is not similar to a part of the email that is much shorter than itself.
const maxLengthRatio = 10

function isSimilar(password: string, email: string): boolean {
  const candidate = password.toLowerCase()
  const whole = email.toLowerCase()
  return [whole, ...whole.split(/[^\p{L}\p{N}_]+/u)].some(
    (part) =>
      part.length > 0 &&
      candidate.length < maxLengthRatio * part.length &&
      similarity(candidate, part) >= minSimilarity,
  )
}

/** Shared characters over all characters, 0 to 1, regardless of their order. */
function similarity(first: string, second: string): number {
  const available = new Map<string, number>()
  for (const character of second) available.set(character, (available.get(character) ?? 0) + 1)

  let shared = 0
  for (const character of first) {
    const left = available.get(character) ?? 0
    if (left > 0) shared += 1
    available.set(character, left - 1)
  }
  return (2 * shared) / (first.length + second.length)
}
