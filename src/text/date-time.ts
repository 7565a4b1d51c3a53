/** A timestamp as responses write it (ISO 8601, UTC); null where there is none. */
export function toIsoString(at: number): string
export function toIsoString(at: number | null | undefined): string | null
export function toIsoString(at: number | null | undefined): string | null {
  return typeof at === 'number' ? new Date(at).toISOString() : null
}

const readable = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
  timeZone: 'UTC',
})

/** A timestamp for people: "Feb 1, 2030, 08:30 UTC". */
export const timeText = (at: number): string => `${readable.format(at)} UTC`

const dateTimePattern =
  /^(\d{4})-(\d\d)-(\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/

/** Whether this is an existing date, or date and time with its zone: RFC 3339, the format `date-time` of queries and bodies. */
export function isDateTime(text: string): boolean {
  const [, year, month, day] = dateTimePattern.exec(text) ?? []
  if (year === undefined) return false
  // JavaScript takes 30 February for 2 March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day)
}

/** Milliseconds; a date begins at midnight UTC. */
export function parseDateTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}
