import { hashPassword } from '../../src/crypto/password-hash.ts'

// Hashing is most of a test's time, and nearly everybody has one of a few passwords.
const hashes = new Map<string, Promise<string>>()

/** A hash of this password, the same at every call. */
export function hashed(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password)
  hashes.set(password, hash)
  return hash
}
