import { hashRaw } from '@node-rs/argon2'
import { readInteger, readUnpaddedBase64 } from './hash-fields.ts'
import type { RecomputableHash } from './recomputable-hash.ts'

const format =
  /^(?:argon2)?\$argon2(id|i)\$v=19\$m=([0-9]+),t=([0-9]+),p=([0-9]+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
const maximumMemoryKib = 256 * 1024
const maximumPasses = 16
const maximumLanes = 16
// Memory times passes: about 30 times what our own hashes cost.
const maximumWorkKib = 1024 * 1024
const saltBytes = { minimum: 8, maximum: 64 }
const expectedBytes = { minimum: 16, maximum: 64 }

/** The library's numbers; its `const enum` cannot be imported with `isolatedModules`. */
export const argon2Algorithms = { i: 1, id: 2 } as const

export interface Argon2Cost {
  memoryCost: number
  timeCost: number
  parallelism: number
}

export interface Argon2Hash extends Argon2Cost {
  algorithm: 1 | 2
  salt: Buffer
  expected: Buffer
}

/** Reads a PHC string of argon2id or argon2i, bare or after the older framework's `argon2`. */
export function readArgon2Hash(stored: string): RecomputableHash | undefined {
  const [, variant, memory = '', passes = '', lanes = '', saltText = '', expectedText = ''] =
    format.exec(stored) ?? []
  const cost = readCost(memory, passes, lanes)
  const salt = readBytes(saltText, saltBytes)
  const expected = readBytes(expectedText, expectedBytes)

  if (cost === undefined || salt === undefined || expected === undefined) return undefined

  const algorithm = variant === 'i' ? argon2Algorithms.i : argon2Algorithms.id
  return recomputableArgon2({ ...cost, algorithm, salt, expected })
}

export function recomputableArgon2({ expected, ...options }: Argon2Hash): RecomputableHash {
  const { algorithm, memoryCost, timeCost, parallelism } = options
  return {
    cost: `argon2 ${algorithm} ${memoryCost} ${timeCost} ${parallelism}`,
    expected,
    compute: (password) => hashRaw(password, { ...options, outputLen: expected.length }),
  }
}

function readCost(memory: string, passes: string, lanes: string): Argon2Cost | undefined {
  const memoryCost = readInteger(memory, maximumMemoryKib)
  const timeCost = readInteger(passes, maximumPasses)
  const parallelism = readInteger(lanes, maximumLanes)
  if (memoryCost === undefined || timeCost === undefined || parallelism === undefined) {
    return undefined
  }

  // RFC 9106, section 3.1: at least eight blocks for every lane.
  const isAllowed = memoryCost >= 8 * parallelism && memoryCost * timeCost <= maximumWorkKib
  return isAllowed ? { memoryCost, timeCost, parallelism } : undefined
}

function readBytes(text: string, { minimum, maximum }: typeof saltBytes): Buffer | undefined {
  const bytes = readUnpaddedBase64(text)

  return bytes && bytes.length >= minimum && bytes.length <= maximum ? bytes : undefined
}
