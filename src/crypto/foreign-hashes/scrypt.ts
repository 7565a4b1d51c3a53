import { type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { readBase64, readInteger } from './hash-fields.ts'
import type { RecomputableHash } from './recomputable-hash.ts'

const derive = promisify<string, string, number, ScryptOptions, Buffer>(scrypt)

const format = /^scrypt\$([0-9]+)\$([!-#%-~]+)\$([0-9]+)\$([0-9]+)\$([A-Za-z0-9+/=]+)$/
const maximumMemoryBytes = 128 * 1024 * 1024
const maximumBlockSize = 32
const maximumParallelism = 16
// Cost times block size times parallelism: 32 times what the older framework asks for by default.
const maximumWork = 4_194_304
const expectedBytes = 64

/** Reads `scrypt$workFactor$salt$blockSize$parallelism$base64`. */
export function readScryptHash(stored: string): RecomputableHash | undefined {
  const [, cost = '', salt = '', blockSize = '', parallelism = '', expectedText = ''] =
    format.exec(stored) ?? []
  const options = readOptions(cost, blockSize, parallelism)
  const expected = readBase64(expectedText)

  if (options === undefined || expected?.length !== expectedBytes) return undefined

  return {
    cost: `scrypt ${cost} ${blockSize} ${parallelism}`,
    expected,
    compute: (password) => derive(password, salt, expectedBytes, options),
  }
}

function readOptions(
  costText: string,
  blockSizeText: string,
  parallelismText: string,
): ScryptOptions | undefined {
  const blockSize = readInteger(blockSizeText, maximumBlockSize)
  const parallelism = readInteger(parallelismText, maximumParallelism)
  if (blockSize === undefined || parallelism === undefined) return undefined

  const cost = readInteger(costText, maximumMemoryBytes / (128 * blockSize))
  if (cost === undefined || !isAllowedCost(cost, blockSize)) return undefined
  if (cost * blockSize * parallelism > maximumWork) return undefined

  // What OpenSSL asks for: the table, its two work blocks, and one block per lane.
  const maxmem = 128 * blockSize * (cost + 2 + parallelism)
  return { cost, blockSize, parallelization: parallelism, maxmem }
}

/** A power of two over one and under 2^(16 × block size): RFC 7914, section 2. */
function isAllowedCost(cost: number, blockSize: number): boolean {
  return cost > 1 && Number.isInteger(Math.log2(cost)) && cost < 2 ** (16 * blockSize)
}
