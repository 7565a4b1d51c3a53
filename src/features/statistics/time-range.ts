import { fieldErrors } from '../../errors.ts'

export const presetDays = { '24h': 1, '7d': 7, '30d': 30, '90d': 90 } as const
export type Preset = keyof typeof presetDays

/** A range of whole buckets in UTC. Milliseconds. */
export interface TimeRange {
  readonly from: number
  readonly to: number
  readonly bucket: 'hour' | 'day'
  readonly bucketMilliseconds: number
}

const hour = 3_600_000
const day = 24 * hour
const maxRange = 400 * day

/** The range asked for, widened to whole buckets: hours up to two days, days beyond. */
export function timeRange(
  query: {
    readonly range: Preset | undefined
    readonly from: number | undefined
    readonly to: number | undefined
  },
  now: number,
): TimeRange {
  const to = query.to ?? now
  const from = query.from ?? to - presetDays[query.range ?? '7d'] * day
  if (from >= to) throw fieldErrors({ from: ['The range must begin before it ends.'] })
  if (to - from > maxRange) throw fieldErrors({ from: ['A range has at most 400 days.'] })

  const bucket = to - from <= 2 * day ? 'hour' : 'day'
  const bucketMilliseconds = bucket === 'hour' ? hour : day
  // Up to now the running bucket is part of it; up to midnight the day that begins then is not.
  const end = Math.ceil((query.to ?? now + 1) / bucketMilliseconds) * bucketMilliseconds
  const start =
    query.from === undefined
      ? end - (to - from)
      : Math.floor(query.from / bucketMilliseconds) * bucketMilliseconds
  return { from: start, to: end, bucket, bucketMilliseconds }
}

/** The period of the same length before it. */
export function previousRange(range: TimeRange): TimeRange {
  return { ...range, from: 2 * range.from - range.to, to: range.from }
}
