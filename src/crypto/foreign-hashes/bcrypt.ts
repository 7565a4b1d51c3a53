import { createHash } from 'node:crypto'
import { hash } from 'bcrypt'
import type { RecomputableHash } from './recomputable-hash.ts'

const format = /^bcrypt(_sha256)?\$\$2([aby])\$([0-9]{2})\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/
const minimumCost = 4
const maximumCost = 14
const maximumPasswordBytes = 72

/** Reads `bcrypt$$2b$12$…` and `bcrypt_sha256$$2b$12$…`. */
export function readBcryptHash(stored: string): RecomputableHash | undefined {
  const match = format.exec(stored)
  if (match === null) return undefined

  const [, isPrehashed, minor = '', cost = '', salt = '', digest = ''] = match
  if (Number(cost) < minimumCost || Number(cost) > maximumCost) return undefined

  // $2y$ is another library's name for $2b$, and ours does not know it.
  const settings = `$2${minor === 'y' ? 'b' : minor}$${cost}$${salt}`
  const toKey = isPrehashed === undefined ? truncate : prehash

  return {
    cost: `bcrypt ${cost}`,
    expected: Buffer.from(settings + digest),
    compute: async (password) => Buffer.from(await hash(toKey(password), settings)),
  }
}

/**
 * The older system let bcrypt drop everything after byte 72, so a longer password has to be cut to
 * verify here at all. The successful login replaces the hash by one of the whole password. We cut
 * it ourselves because this library keeps the length of $2a$ in 8 bits, which overflow at 255.
 */
function truncate(password: string): Buffer {
  return Buffer.from(password).subarray(0, maximumPasswordBytes)
}

function prehash(password: string): Buffer {
  return Buffer.from(createHash('sha256').update(password).digest('hex'))
}
