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
