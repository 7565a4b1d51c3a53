import type { Context } from '../../context.ts'
import type { ActivityHour } from '../activity/activity-counter.ts'
import { sumActivity } from '../activity/activity-repository.ts'
import type { TimeRange } from './time-range.ts'

type Counts = Partial<Record<ActivityHour['event'], number>>

/** What happened in one bucket of time. */
export interface Bucket {
  readonly at: number
  /** Whether it is not over yet. */
  readonly isRunning: boolean
  readonly counts: Readonly<Counts>
}

/** What happened in a range, bucket by bucket, from the hourly roll-ups; empty buckets included. */
export async function readSeries(context: Context, range: TimeRange): Promise<Bucket[]> {
  const { from, to, bucketMilliseconds } = range
  const sums = new Map<number, Counts>()
  for (const { bucket, event, count } of await sumActivity(context.db, range)) {
    sums.set(bucket, { ...sums.get(bucket), [event]: count })
  }

  const now = context.now()
  const length = Math.round((to - from) / bucketMilliseconds)
  return Array.from({ length }, (_, index) => {
    const at = from + index * bucketMilliseconds
    const isRunning = at <= now && now < at + bucketMilliseconds
    return { at, isRunning, counts: sums.get(index) ?? {} }
  })
}

/** The sum of one event over a series. */
export function sumOf(series: readonly Bucket[], event: ActivityHour['event']): number {
  return series.reduce((sum, { counts }) => sum + (counts[event] ?? 0), 0)
}
