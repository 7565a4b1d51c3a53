import type { Observer } from '../../observer.ts'
import { ActiveUsers, type WriteActiveUsers } from './active-users.ts'
import { hourOf } from './hour-of.ts'

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

/** Users who were active in an hour, and those for whom it was the first hour of the day (UTC). */
export type ActiveUsersName = 'active_user_hour' | 'active_user_day'

export interface ActivityHour {
  /** Start of the hour, milliseconds. */
  readonly hourAt: number
  readonly event: ActivityName | ActiveUsersName
  readonly count: number
}

declare module '../../context.ts' {
  interface Context {
    /** Counts what happens for the dashboard, without a row for each event. */
    readonly activity: ActivityCounter
  }
}

/**
 * Counts in memory what happens and who is active, so that a refresh costs no second statement; see
 * `flushActivity`. A crash loses at most the counts of the last few seconds, never an event that was handled.
 */
export class ActivityCounter {
  readonly #observer: Observer | undefined
  readonly #counts = new Map<string, ActivityHour>()
  readonly #activeUsers = new ActiveUsers()

  constructor(observer?: Observer) {
    this.#observer = observer
  }

  /** Counts an event; the user, if there is one, was active by it. */
  count(event: ActivityName, now: number, activeUserId?: number): void {
    this.#observer?.activity(event)
    this.#add({ hourAt: hourOf(now), event, count: 1 })
    if (activeUserId !== undefined) this.#activeUsers.note(activeUserId, now)
  }

  /** Hands over what was counted since the last time; what cannot be written is kept. */
  async drainCounts(write: (hour: ActivityHour) => Promise<void>): Promise<void> {
    for (const [key, hour] of [...this.#counts]) {
      this.#counts.delete(key)
      try {
        await write(hour)
      } catch (error) {
        this.#add(hour)
        throw error
      }
    }
  }

  /** Hands over who was active since the last time; what cannot be written is kept. */
  drainActiveUsers(write: WriteActiveUsers, batchSize: number): Promise<void> {
    return this.#activeUsers.drain(write, batchSize)
  }

  #add(hour: ActivityHour): void {
    const key = `${hour.hourAt}:${hour.event}`
    const before = this.#counts.get(key)?.count ?? 0
    this.#counts.set(key, { ...hour, count: before + hour.count })
  }
}
