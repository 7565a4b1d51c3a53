import type { SettingValues } from '../settings/definitions.ts'
import { isCommonPassword } from './common-passwords.ts'

/** The greatest length of a new password, in code points; see http/validate-body.ts for the bound in bytes. */
export const maxPasswordLength = 128

/** Everything that speaks against this new password, in the contract's words and order. */
export async function validatePassword(
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

const minSimilarity = 0.7
// A password is not called similar to a part of the address that is much shorter than itself.
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
