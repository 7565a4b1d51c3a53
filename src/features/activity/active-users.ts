import { hourOf } from './hour-of.ts'

/** When a user was active. Milliseconds. */
export interface ActiveUser {
  readonly userId: number
  readonly at: number
}

export type WriteActiveUsers = (hourAt: number, users: readonly ActiveUser[]) => Promise<void>

/** Bounds the memory; users beyond it are only handed over again. */
const mostRemembered = 100_000

/**
 * Who was active, each user once an hour: someone who refreshes every few seconds costs one look into a set,
 * and nothing is written.
 */
export class ActiveUsers {
  #hourAt = 0
  readonly #remembered = new Set<number>()
  /** Start of the hour → user → time. */
  readonly #pending = new Map<number, Map<number, number>>()

  note(userId: number, at: number): void {
    const hourAt = hourOf(at)
    if (hourAt !== this.#hourAt || this.#remembered.size >= mostRemembered) {
      this.#remembered.clear()
      this.#hourAt = hourAt
    }
    if (this.#remembered.has(userId)) return
    this.#remembered.add(userId)

    const users = this.#pending.get(hourAt) ?? new Map<number, number>()
    this.#pending.set(hourAt, users.set(userId, at))
  }

  /** Hands over who was active since the last time, the oldest hour first; a batch that fails is kept. */
  async drain(write: WriteActiveUsers, batchSize: number): Promise<void> {
    for (const hourAt of [...this.#pending.keys()].sort((first, second) => first - second)) {
      const users = this.#pending.get(hourAt) ?? new Map<number, number>()
      for (const batch of batchesOf(users, batchSize)) {
        await write(hourAt, batch)
        for (const { userId } of batch) users.delete(userId)
      }
      if (users.size === 0) this.#pending.delete(hourAt)
    }
  }
}

function batchesOf(timestamps: ReadonlyMap<number, number>, size: number): ActiveUser[][] {
  const users = [...timestamps].map(([userId, at]) => ({ userId, at }))
  const batches: ActiveUser[][] = []
  for (let start = 0; start < users.length; start += size) {
    batches.push(users.slice(start, start + size))
  }
  return batches
}
