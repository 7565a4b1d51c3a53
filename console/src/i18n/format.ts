import { locale } from './locale.ts'
import { t } from './translate.ts'

const numbers = new Intl.NumberFormat(locale)
const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
const lists = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const shortRelative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' })

export const formatNumber = (value: number): string => numbers.format(value)
export const formatPercent = (value: number): string => percents.format(value)
export const formatList = (parts: readonly string[]): string => lists.format(parts)

const unitSeconds = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** "1 hour and 30 minutes", exactly. */
export function formatDuration(seconds: number): string {
  const parts: string[] = []
  let rest = seconds
  for (const [unit, size] of unitSeconds) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(formatUnit(count, unit))
  }
  return parts.length > 0 ? formatList(parts) : formatUnit(0, 'second')
}

function formatUnit(count: number, unit: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

const relativeUnits = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "3 minutes ago", "in 2 days"; short, "3m ago". */
export function formatRelative(at: number, now: number, isShort = false): string {
  const format = isShort ? shortRelative : relative
  const seconds = (at - now) / 1_000
  for (const [unit, size] of relativeUnits) {
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit)
  }
  return t('time.now')
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function formatBytes(bytes: number): string {
  const power = bytes > 0 ? Math.min(Math.floor(Math.log10(bytes) / 3), byteUnits.length - 1) : 0
  const unit = byteUnits[power] ?? 'byte'
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** power)
}
