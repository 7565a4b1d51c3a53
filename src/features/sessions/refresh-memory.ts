import type { RefreshTokenHashes } from '../../crypto/refresh-token.ts'
import { RecentEntries } from '../../recent-entries.ts'

const minRotations = 10_000
const minUncertain = 5_000

/**
 * What this process remembers of refreshes that the database cannot tell: when it moved which session on, and which
 * refreshes ended without a known outcome. Bounded; the oldest go first. Times are of the monotonic clock, because the
 * other one may be set, in either direction.
 */
export class RefreshMemory {
  readonly #rotations = new RecentEntries<LastRotations>(minRotations)
  readonly #uncertain = new RecentEntries<true>(minUncertain)

  /** A session was moved on from this verifier, and that is committed. */
  recordRotation({ selectorHash, verifierHash }: RefreshTokenHashes, at: number): void {
    const previousAt = this.#rotations.get(selectorHash)?.lastAt ?? 0
    this.#rotations.set(selectorHash, { previousAt, lastAt: at, verifierHash })
  }

  /** When this process moved the session on from this verifier; undefined when another one did, or long ago. */
  findRotatedAt(selectorHash: string, verifierHash: string | null): number | undefined {
    const rotations = this.#rotations.get(selectorHash)
    return rotations?.verifierHash === verifierHash ? rotations.lastAt : undefined
  }

  /** Whether this process moved the session on twice after this time. */
  wasRotatedTwiceSince(selectorHash: string, time: number): boolean {
    return (this.#rotations.get(selectorHash)?.previousAt ?? 0) > time
  }

  /** A refresh was given up, and nobody knows whether it was committed: its retry is honest whenever it comes. */
  recordUncertain(verifierHash: string): void {
    this.#uncertain.set(verifierHash, true)
  }

  isUncertain(verifierHash: string): boolean {
    return this.#uncertain.get(verifierHash) ?? false
  }
}

/** The last two rotations of a session. */
interface LastRotations {
  readonly previousAt: number
  readonly lastAt: number
  /** What the last one replaced. */
  readonly verifierHash: string
}

declare module '../../context.ts' {
  interface Context {
    readonly refreshes: RefreshMemory
  }
}
