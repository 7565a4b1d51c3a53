const unitSeconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
}

/** Reads `30`, `30s`, `15m`, `1h 30m`, `30d`; undefined when it is none of them. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+$/.test(trimmed)) return Number(trimmed)
  if (!/^(\d+\s*[smhdw]\s*)+$/.test(trimmed)) return undefined

  return [...trimmed.matchAll(/(\d+)\s*([smhdw])/g)]
    .map(([, count, unit]) => Number(count) * (unitSeconds[unit ?? ''] ?? 0))
    .reduce((sum, seconds) => sum + seconds, 0)
}

/** The same the other way round, in the fewest units: `900` is `15m`, `5400` is `90m`. */
export function compactDuration(seconds: number): string {
  if (seconds === 0) return '0'
  const units = ['d', 'h', 'm', 's'] as const
  const unit = units.find((each) => seconds % (unitSeconds[each] ?? 1) === 0) ?? 's'
  return `${seconds / (unitSeconds[unit] ?? 1)}${unit}`
}
