import { durationSeconds, Issue } from '../config/value-parsers.ts'
import { isDateTime, parseDateTime } from '../text/date-time.ts'
import { CommandError } from './exit-codes.ts'
import { safeText } from './output.ts'

/** A whole number greater than 0, as a flag or an argument gives it. */
export function positiveInteger(name: string, text: string | number): number {
  const value = Number(text)
  if (/^\d{1,15}$/.test(String(text)) && value > 0) return value
  throw new CommandError(
    'usage',
    `${name}: expected a whole number greater than 0, not ${quoted(text)}.`,
  )
}

/** What was received, as an error names it. */
export function quoted(text: string | number): string {
  return JSON.stringify(safeText(text))
}

/** The page of a list by id, the newest first, that `--limit` and `--before` ask for. */
export function newestFirst(options: {
  readonly limit: string | number
  readonly before?: string
}) {
  const before = options.before && positiveInteger('--before', options.before)
  return {
    sort: 'id',
    isDescending: true,
    after: before ? { value: before, id: before } : undefined,
    limit: positiveInteger('--limit', options.limit),
  } as const
}

/** A duration such as `30d`, in seconds. */
export function duration(name: string, text: string): number {
  const seconds = durationSeconds(text)
  if (!(seconds instanceof Issue)) return seconds
  throw new CommandError('usage', `${name}: expected ${seconds.expectation}, not ${quoted(text)}.`)
}

/**
 * A time such as `2030-02-01T08:00Z`, or a duration such as `7d` from what is now: milliseconds. It is read before the
 * database, which knows the time, is asked.
 */
export function durationOrDateTime(
  name: string,
  text: string,
): (now: number) => number | undefined {
  if (isDateTime(text)) return () => parseDateTime(text)
  const seconds = durationSeconds(text)
  if (!(seconds instanceof Issue)) return (now) => now + seconds * 1_000
  throw new CommandError(
    'usage',
    `${name}: expected a duration such as 7d, or a date and time such as 2030-02-01T08:00Z, not ${quoted(text)}.`,
  )
}
