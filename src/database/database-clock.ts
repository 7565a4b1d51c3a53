import { sql } from 'kysely'
import type { Database } from './tables.ts'

// A response that took longer says too little about when it was given.
const maxRoundTripMilliseconds = 1_000

/**
 * The time of PostgreSQL, on which all nodes agree: read now and then, and carried on by a clock of this process that
 * nobody can set. Until it was read once it is that of this machine.
 */
export class DatabaseClock {
  readonly #wallNow: () => number
  readonly #monotonicNow: () => number
  /** Added to the monotonic clock. */
  #offset: number | undefined

  constructor(wallNow: () => number, monotonicNow: () => number) {
    this.#wallNow = wallNow
    this.#monotonicNow = monotonicNow
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#offset === undefined
      ? this.#wallNow()
      : Math.round(this.#monotonicNow() + this.#offset)
  }

  /** Reads the time of the database. */
  async align(db: Database): Promise<void> {
    const sentAt = this.#monotonicNow()
    const { rows } = await sql<{ clock: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::bigint as clock`.execute(db)
    const roundTrip = this.#monotonicNow() - sentAt
    const clock = rows[0]?.clock
    if (clock === undefined) return
    const offset = clock - (sentAt + roundTrip / 2)
    const isKnown = this.#offset !== undefined
    // What lies within the error of this reading is no reason to set a clock.
    const isWithinError = Math.abs(offset - (this.#offset ?? 0)) <= roundTrip + 1
    if (isKnown && (isWithinError || roundTrip > maxRoundTripMilliseconds)) return
    this.#offset = offset
  }
}
