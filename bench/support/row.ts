/** One line of the result: ours beside its baseline, measured in turns in the same run. */
export interface Row {
  readonly name: string
  readonly ours: string
  readonly baseline: string
  /** Ours over the baseline; more is better. */
  readonly ratio: number
  readonly aim: number
  readonly remarks?: string
  /** More lines below it. */
  readonly details?: readonly string[]
}

export const rounds = 5
export const roundMilliseconds = 2_000
