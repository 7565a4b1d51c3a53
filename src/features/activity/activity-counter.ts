import type { Database } from '../../database/tables.ts'
import { addToActivityHour } from './activity-repository.ts'

/** What the dashboard counts. */
export type ActivityName =
  | 'registration'
  | 'login'
  | 'login_failure'
  | 'refresh'
  | 'refresh_grace'
  | 'refresh_reuse'
  | 'refresh_refused'
  | 'logout'
  | 'rate_limited'

const hourMilliseconds = 3_600_000

/**
 * Counts events in memory and adds them to hourly rows now and then, so that a refresh costs no second
 * statement. A crash loses at most the counts of the last few seconds, never an event that was answered.
 */
export class ActivityCounter {
  #pending = new Map<string, { hourAt: number; event: ActivityName; count: number }>()
  readonly totals = new Map<ActivityName, number>()

  count(event: ActivityName, now: number): void {
    const hourAt = now - (now % hourMilliseconds)
    const key = `${hourAt}:${event}`
    const entry = this.#pending.get(key) ?? { hourAt, event, count: 0 }
    entry.count += 1
    this.#pending.set(key, entry)
    this.totals.set(event, (this.totals.get(event) ?? 0) + 1)
  }

  /** Adds what was counted since the last time to the database; what cannot be added is kept. */
  async flush(db: Database): Promise<void> {
    for (const [key, entry] of [...this.#pending]) {
      this.#pending.delete(key)
      try {
        await addToActivityHour(db, entry)
      } catch (error) {
        const newer = this.#pending.get(key)
        this.#pending.set(key, { ...entry, count: entry.count + (newer?.count ?? 0) })
        throw error
      }
    }
  }
}
