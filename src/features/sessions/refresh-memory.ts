const maxRotations = 20_000
const maxUncertain = 10_000

/**
 * What this process remembers of refreshes that the database cannot tell: which sessions it moved on after a request
 * had arrived, and which refreshes ended without a known outcome. Bounded; the oldest go first. Times are of the
 * monotonic clock, because the other one may be set back.
 */
export class RefreshMemory {
  /** The last two of each session, the older first. */
  readonly #rotations = new Map<string, readonly [number, number]>()
  readonly #uncertain = new Set<string>()

  /** A session was moved on, and that is committed. */
  recordRotation(selectorHash: string): void {
    const [, last = 0] = this.#rotations.get(selectorHash) ?? []
    this.#rotations.delete(selectorHash)
    this.#rotations.set(selectorHash, [last, performance.now()])
    dropOldest(this.#rotations, maxRotations)
  }

  /** Whether this process moved the session on twice after this time of `performance.now()`. */
  wasRotatedTwiceSince(selectorHash: string, time: number): boolean {
    const [older = 0] = this.#rotations.get(selectorHash) ?? []
    return older > time
  }

  /** A refresh was given up, and nobody knows whether it was committed: its retry is honest whenever it comes. */
  recordUncertain(verifierHash: string): void {
    this.#uncertain.add(verifierHash)
    dropOldest(this.#uncertain, maxUncertain)
  }

  isUncertain(verifierHash: string): boolean {
    return this.#uncertain.has(verifierHash)
  }
}

function dropOldest(entries: Map<string, unknown> | Set<string>, limit: number): void {
  if (entries.size <= limit) return
  const [oldest] = entries.keys()
  if (oldest !== undefined) entries.delete(oldest)
}

declare module '../../context.ts' {
  interface Context {
    readonly refreshes: RefreshMemory
  }
}
