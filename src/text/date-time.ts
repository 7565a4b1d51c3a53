/** A moment as answers write it (ISO 8601, UTC); null where there is none. */
export function toIsoString(at: number): string
export function toIsoString(at: number | null | undefined): string | null
export function toIsoString(at: number | null | undefined): string | null {
  return typeof at === 'number' ? new Date(at).toISOString() : null
}

const dateTimePattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** Whether this is a date or a moment of ISO 8601, the format `moment` of queries. */
export function isDateTime(text: string): boolean {
  return dateTimePattern.test(text) && !Number.isNaN(Date.parse(withZone(text)))
}

/** Milliseconds; without a zone it is UTC. */
export function parseDateTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(withZone(text))
}

function withZone(text: string): string {
  return /T/.test(text) && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text
}
