import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { readBase64, readInteger } from './hash-fields.ts'
import type { RecomputableHash } from './recomputable-hash.ts'

const derive = promisify(pbkdf2)

const format = /^pbkdf2_(sha256|sha1)\$([0-9]+)\$([!-#%-~]+)\$([A-Za-z0-9+/=]+)$/
const maximumIterations = 2_000_000
const digestBytes = { sha256: 32, sha1: 20 } as const

/** Reads `pbkdf2_sha256$iterations$salt$base64` and its older sibling with SHA-1. */
export function readPbkdf2Hash(stored: string): RecomputableHash | undefined {
  const [, digestName, iterationsText = '', salt = '', expectedText = ''] =
    format.exec(stored) ?? []
  const digest = digestName === 'sha1' ? 'sha1' : 'sha256'
  const iterations = readInteger(iterationsText, maximumIterations)
  const expected = readBase64(expectedText)

  if (iterations === undefined || expected?.length !== digestBytes[digest]) return undefined

  return {
    cost: `pbkdf2_${digest} ${iterations}`,
    expected,
    compute: (password) => derive(password, salt, iterations, digestBytes[digest], digest),
  }
}
