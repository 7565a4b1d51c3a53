import { createHash, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto'
import { hash as argon2Hash } from '@node-rs/argon2'
import { genSaltSync, hashSync } from 'bcrypt'

/** Every format at its lowest cost, written without the code under test. */
export function cheapFormats(): [string, (password: string) => string | Promise<string>][] {
  return [
    ['pbkdf2_sha256', (permission) => writePbkdf2(permission, 'sha256', 32)],
    ['pbkdf2_sha1', (permission) => writePbkdf2(permission, 'sha1', 20)],
    ['scrypt', writeScrypt],
    ['bcrypt_sha256', writeBcryptSha256],
    ['bcrypt', (permission) => `bcrypt$${hashSync(permission, genSaltSync(4))}`],
    [
      'argon2 as the older framework spells it',
      async (permission) => `argon2${await writeArgon2(permission)}`,
    ],
    ['argon2 as a bare PHC string', writeArgon2],
  ]
}

function writePbkdf2(permission: string, digest: string, length: number): string {
  const salt = randomBytes(11).toString('hex')
  const key = pbkdf2Sync(permission, salt, 10, length, digest)

  return `pbkdf2_${digest}$10$${salt}$${key.toString('base64')}`
}

function writeScrypt(permission: string): string {
  const salt = randomBytes(11).toString('hex')
  const key = scryptSync(permission, salt, 64, { N: 16, r: 8, p: 5 })

  return `scrypt$16$${salt}$8$5$${key.toString('base64')}`
}

export function writeBcryptSha256(permission: string): string {
  const prehashed = createHash('sha256').update(permission).digest('hex')

  return `bcrypt_sha256$${hashSync(prehashed, genSaltSync(4))}`
}

function writeArgon2(permission: string): Promise<string> {
  return argon2Hash(permission, { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 2 })
}
