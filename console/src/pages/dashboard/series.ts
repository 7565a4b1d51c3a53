import type { StatsPoint } from '../../api/shapes.ts'

/** One line of a chart. */
export interface Series {
  readonly label: string
  readonly value: (point: StatsPoint) => number
  /** Bars, on top of those of the series before it. */
  readonly isStacked?: boolean
  /** The period before is drawn as a faint line. */
  readonly withPrevious?: boolean
}
