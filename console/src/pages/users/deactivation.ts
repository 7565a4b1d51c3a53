import { serverNow } from '../../state/server-clock.ts'

/** Why somebody is deactivated, and when that ends by itself, as the server takes it. */
export interface Deactivation {
  readonly reason?: string
  /** ISO 8601; absent: when somebody ends it. */
  readonly until?: string
}

/** As people say it: for a number of days, until a moment that they name, or without an end. */
export type End = 'none' | '1' | '7' | '30' | 'moment'

export const ends: readonly End[] = ['none', '1', '7', '30', 'moment']

const dayMilliseconds = 86_400_000

export interface DeactivationDraft {
  readonly reason: string
  readonly end: End
  /** When `end` is a moment: ISO 8601, or nothing yet. */
  readonly moment: string | undefined
}

/** What the draft means now; undefined while its moment is missing or over. */
export function deactivationFrom({
  reason,
  end,
  moment = '',
}: DeactivationDraft): Deactivation | undefined {
  const why = reason.trim() ? { reason: reason.trim() } : {}
  if (end === 'none') return why
  const at = end === 'moment' ? Date.parse(moment) : serverNow() + Number(end) * dayMilliseconds
  return at > serverNow() ? { ...why, until: new Date(at).toISOString() } : undefined
}

/** The moment as the browser's field for date and time writes it, to the minute. */
export function fieldOfMoment(at: string, isUtc: boolean): string {
  const date = new Date(at)
  const shift = isUtc ? 0 : date.getTimezoneOffset() * 60_000
  return new Date(date.getTime() - shift).toISOString().slice(0, 16)
}

/** What such a field holds, as ISO 8601; undefined while it is not filled in. */
export function momentOfField(text: string, isUtc: boolean): string | undefined {
  const at = Date.parse(isUtc ? `${text}Z` : text)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
