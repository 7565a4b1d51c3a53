const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const

/** Seconds as settings are written: `30s`, `15m`, `12h`, `30d`, in the largest unit that divides them. */
export function durationText(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds > 0 && seconds % size === 0) ?? ['s', 1]
  return `${seconds / size}${unit}`
}
