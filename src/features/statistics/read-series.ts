import type { Context } from '../../context.ts'
import type { ActivityHour } from '../activity/activity-counter.ts'
import { listActivityHours } from '../activity/activity-repository.ts'
import type { TimeRange } from './time-range.ts'

type Counts = Partial<Record<ActivityHour['event'], number>>

/** What happened in one bucket of time. */
export interface Bucket {
  readonly at: number
  /** Whether it is not over yet. */
  readonly isRunning: boolean
  readonly counts: Readonly<Counts>
}

/** What happened in a range, bucket by bucket, from the hourly roll-ups; empty buckets stand there too. */
export async function readSeries(context: Context, range: TimeRange): Promise<Bucket[]> {
  const { from, to, bucketMilliseconds } = range
  const hours = await listActivityHours(context.db, { from, to })
  const sums = new Map<number, Counts>()
  for (const { hourAt, event, count } of hours) {
    const at = hourAt - ((hourAt - from) % bucketMilliseconds)
    const counts = sums.get(at) ?? {}
    counts[event] = (counts[event] ?? 0) + count
    sums.set(at, counts)
  }

  const now = context.now()
  const length = Math.round((to - from) / bucketMilliseconds)
  return Array.from({ length }, (_, index) => {
    const at = from + index * bucketMilliseconds
    const isRunning = at <= now && now < at + bucketMilliseconds
    return { at, isRunning, counts: sums.get(at) ?? {} }
  })
}

/** The sum of one event over a series. */
export function sumOf(series: readonly Bucket[], event: ActivityHour['event']): number {
  return series.reduce((sum, { counts }) => sum + (counts[event] ?? 0), 0)
}
