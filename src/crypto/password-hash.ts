import { hash } from '@node-rs/argon2'
import { argon2Algorithms, recomputableArgon2 } from './foreign-hashes/argon2.ts'
import { passwordMatches, type RecomputableHash } from './foreign-hashes/recomputable-hash.ts'
import { readForeignHash } from './foreign-hashes.ts'

/** A cost OWASP recommends for argon2id. Changing it upgrades each hash at its next login. */
const parameters = {
  algorithm: argon2Algorithms.id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const

/** How every current hash begins. Users whose hash begins otherwise have an index, which a change has to follow. */
export const currentHashPrefix =
  `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost}` +
  `,p=${parameters.parallelism}$`

const currentHashRest = /^[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/

/** Computed where there is no hash to check, so that this costs what a wrong password costs. */
const currentDecoy: RecomputableHash = recomputableArgon2({
  ...parameters,
  salt: Buffer.alloc(16),
  expected: Buffer.alloc(32),
})

export interface PasswordVerdict {
  matches: boolean
  /** False when a successful login should store a new hash. */
  isCurrent: boolean
}

/** Hashes a new password into a PHC string that carries its own parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters)
}

/**
 * Checks a password against what is stored for its account. An absent, unusable, malformed or hostile hash matches
 * nothing and costs what the decoy costs.
 */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
  decoy = currentDecoy,
): Promise<PasswordVerdict> {
  const known = stored === undefined ? undefined : readForeignHash(stored)
  const matches = await passwordMatches(password, known ?? decoy)

  return {
    matches: known !== undefined && matches,
    isCurrent: stored !== undefined && isCurrentHash(stored),
  }
}

/** Whether any password matches what is stored; Django marks the others in the same way. */
export function isUsablePassword(stored: string): boolean {
  return !stored.startsWith('!')
}

function isCurrentHash(stored: string): boolean {
  const rest = stored.slice(currentHashPrefix.length)
  return stored.startsWith(currentHashPrefix) && currentHashRest.test(rest)
}
