import { serverNow } from '../../state/server-clock.ts'

/** Why somebody is deactivated, and when that ends by itself, as the server takes it. */
export interface Deactivation {
  readonly reason?: string
  /** ISO 8601; absent: when somebody ends it. */
  readonly until?: string
}

/** As people say it: for a number of days, until a given time, or without an end. */
export type End = 'none' | '1' | '7' | '30' | 'date'

export const ends: readonly End[] = ['none', '1', '7', '30', 'date']

const dayMilliseconds = 86_400_000

export interface DeactivationDraft {
  readonly reason: string
  readonly end: End
  /** When `end` is a date: ISO 8601, undefined until it is entered. */
  readonly until: string | undefined
}

/** What the draft means now; undefined while its date is missing or in the past. */
export function deactivationFrom({
  reason,
  end,
  until = '',
}: DeactivationDraft): Deactivation | undefined {
  const why = reason.trim() ? { reason: reason.trim() } : {}
  if (end === 'none') return why
  const at = end === 'date' ? Date.parse(until) : serverNow() + Number(end) * dayMilliseconds
  return at > serverNow() ? { ...why, until: new Date(at).toISOString() } : undefined
}

/** The timestamp as the browser's date and time field writes it, to the minute. */
export function fieldFromTimestamp(at: string, isUtc: boolean): string {
  const date = new Date(at)
  const shift = isUtc ? 0 : date.getTimezoneOffset() * 60_000
  return new Date(date.getTime() - shift).toISOString().slice(0, 16)
}

/** What such a field holds, as ISO 8601; undefined while it is not filled in. */
export function timestampFromField(text: string, isUtc: boolean): string | undefined {
  const at = Date.parse(isUtc ? `${text}Z` : text)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
