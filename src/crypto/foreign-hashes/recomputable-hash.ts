import { timingSafeEqual } from 'node:crypto'

/** A stored hash that was read, found well formed, and is cheap enough to recompute. */
export interface RecomputableHash {
  /** The scheme and its parameters: hashes of one cost take the same work. */
  readonly cost: string
  expected: Buffer
  compute(password: string): Promise<Buffer>
}

export async function passwordMatches(password: string, hash: RecomputableHash): Promise<boolean> {
  const computed = await hash.compute(password)

  return computed.length === hash.expected.length && timingSafeEqual(computed, hash.expected)
}
