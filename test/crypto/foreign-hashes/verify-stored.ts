import { passwordMatches } from '../../../src/crypto/foreign-hashes/recomputable-hash.ts'
import { readForeignHash } from '../../../src/crypto/foreign-hashes.ts'

export async function verifyStored(guess: string, stored: string): Promise<boolean> {
  const read = readForeignHash(stored)

  return read !== undefined && (await passwordMatches(guess, read))
}
