import { readArgon2Hash } from './foreign-hashes/argon2.ts'
import { readBcryptHash } from './foreign-hashes/bcrypt.ts'
import { readPbkdf2Hash } from './foreign-hashes/pbkdf2.ts'
import type { RecomputableHash } from './foreign-hashes/recomputable-hash.ts'
import { readScryptHash } from './foreign-hashes/scrypt.ts'

const maximumLength = 1024

const readers: Record<string, (stored: string) => RecomputableHash | undefined> = {
  pbkdf2_sha256: readPbkdf2Hash,
  pbkdf2_sha1: readPbkdf2Hash,
  scrypt: readScryptHash,
  bcrypt: readBcryptHash,
  bcrypt_sha256: readBcryptHash,
  argon2: readArgon2Hash,
  // A bare PHC string has nothing before its first `$`.
  '': readArgon2Hash,
}

/**
 * Reads a password hash in our own format or in one of the older framework's, without any costly
 * work. Absent when it is malformed, unusable, of an unknown kind, or asks for more than we spend.
 */
export function readForeignHash(stored: string): RecomputableHash | undefined {
  const kindEnd = stored.indexOf('$')
  if (kindEnd === -1 || stored.length > maximumLength) return undefined

  const kind = stored.slice(0, kindEnd)
  return Object.hasOwn(readers, kind) ? readers[kind]?.(stored) : undefined
}
