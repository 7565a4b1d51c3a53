/** One line of the result: ours beside its baseline, measured in turns in the same run. */
export interface Row {
  readonly name: string
  /** What the baseline is. */
  readonly against: string
  readonly ours: string
  readonly baseline: string
  /** Ours over the baseline; more is better. */
  readonly ratio: number
  /** Absent where there is nothing to reach, only something to compare with. */
  readonly aim: number | undefined
  readonly remarks?: string
  /** More lines below it. */
  readonly details?: readonly string[]
}

export function verdictOn({ ratio, aim }: Row): 'meets' | 'MISSES' | undefined {
  if (aim === undefined) return undefined
  return ratio >= aim ? 'meets' : 'MISSES'
}

export const rounds = 5
export const roundMilliseconds = 2_000
