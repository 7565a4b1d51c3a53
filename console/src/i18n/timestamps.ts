import { locale } from './locale.ts'

export type DisplayZone = 'local' | 'utc'

/** "22 Nov 2026, 19:04:10 UTC" in the zone people chose. */
export function formatTimestamp(at: string | number, zone: DisplayZone): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...zoneOption(zone),
  }).format(new Date(at))
}

/** The start of an hour or a day, for the axes and tables of charts. */
export function formatBucket(
  at: string | number,
  bucket: 'hour' | 'day',
  zone: DisplayZone,
): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    ...(bucket === 'hour' ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    ...zoneOption(zone),
  }).format(new Date(at))
}

export function zoneName(zone: DisplayZone): string {
  return zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone
}

function zoneOption(zone: DisplayZone) {
  return zone === 'utc' ? { timeZone: 'UTC' } : {}
}
