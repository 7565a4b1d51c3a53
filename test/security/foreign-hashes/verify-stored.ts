import { passwordMatches } from '../../../src/security/foreign-hashes/recomputable-hash.ts'
import { readForeignHash } from '../../../src/security/foreign-hashes.ts'

export async function verifyStored(guess: string, stored: string): Promise<boolean> {
  const read = readForeignHash(stored)

  return read !== undefined && (await passwordMatches(guess, read))
}
