import uPlot from 'uplot'
import type { Stats } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { type DisplayZone, formatBucket } from '../../i18n/timestamps.ts'
import { runningMark } from './running-mark.ts'
import type { Series } from './series.ts'

const height = 220
const dashes = [[], [6, 4]]

/** The numbers as columns: the times, then each series as it is drawn, then the periods before. */
export function chartData(stats: Stats, series: readonly Series[]): uPlot.AlignedData {
  const times = stats.series.map(({ at }) => Date.parse(at) / 1_000)
  const heights: number[][] = []
  for (const { value, isStacked } of series) {
    const below = isStacked ? heights.at(-1) : undefined
    heights.push(stats.series.map((point, index) => value(point) + (below?.[index] ?? 0)))
  }
  // The highest bars first: those of the other series are drawn over their lower parts.
  const columns = areBars(series) ? heights.toReversed() : heights
  const before = series
    .filter(({ withPrevious }) => withPrevious)
    .map(({ value }) => times.map((_, index) => valueBefore(stats, index, value)))
  return [times, ...columns, ...before]
}

function valueBefore(stats: Stats, index: number, value: Series['value']): number | null {
  const point = stats.previous_series[index]
  return point ? value(point) : null
}

const areBars = (series: readonly Series[]) => series.some(({ isStacked }) => isStacked)

interface ChartContent {
  readonly stats: Stats
  readonly series: readonly Series[]
  readonly zone: DisplayZone
  /** Told of the bucket that is pointed at; undefined when it is none. */
  readonly onPlace: (place: number | undefined) => void
}

/** How it is drawn: told apart by colour, dash and marks; colours are those of the theme. */
export function chartOptions(
  element: HTMLElement,
  { stats, series, zone, onPlace }: ChartContent,
): uPlot.Options {
  const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim()
  const { bucket } = stats.range
  const time = (seconds: number) =>
    formatBucket(seconds * 1_000, bucket, bucket === 'day' ? 'utc' : zone)
  const axis = {
    stroke: colour('--mantine-color-dimmed'),
    grid: { stroke: colour('--lk-line'), width: 1 },
    ticks: { stroke: colour('--lk-line'), width: 1 },
  }

  const lineOf = (_: Series, index: number): uPlot.Series => ({
    stroke: colour(`--lk-series-${index + 1}`),
    width: 2,
    dash: dashes[index] ?? [],
    points: { show: stats.series.length <= 31, size: index === 0 ? 5 : 7 },
  })
  // Told apart by an edge too, where colours are not seen.
  const barOf = (_: Series, index: number): uPlot.Series => ({
    stroke: colour(`--lk-series-${index + 1}`),
    fill: colour(`--lk-series-${index + 1}`) + (index === 0 ? '' : '66'),
    width: 1,
    paths: uPlot.paths.bars?.({ size: [0.7, 48] }) ?? (() => null),
    points: { show: false },
  })

  return {
    width: element.clientWidth,
    height,
    hooks: {
      // Below the lines.
      drawAxes: [
        runningMark(stats, {
          band: colour('--lk-line'),
          text: colour('--mantine-color-dimmed'),
          areBars: areBars(series),
        }),
      ],
      setCursor: [({ cursor }) => onPlace(cursor.idx ?? undefined)],
    },
    // The key below the chart has the values of what is pointed at.
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 9 } },
    axes: [
      { ...axis, values: (_plot, seconds) => seconds.map(time), space: 90 },
      { ...axis, values: (_plot, counts) => counts.map(wholeNumber), size: 56 },
    ],
    scales: {
      ...(areBars(series) ? { x: { range: halfABucketMore } } : {}),
      y: { range: (_plot, _least, most) => [0, Math.max(4, Math.ceil(most * 1.1))] },
    },
    series: [
      {},
      ...(areBars(series) ? series.map(barOf).toReversed() : series.map(lineOf)),
      ...series
        .filter(({ withPrevious }) => withPrevious)
        .map(() => ({
          stroke: colour('--lk-faint'),
          width: 1,
          dash: [2, 3],
          points: { show: false },
        })),
    ],
  }
}

/** The first and the last bar are as wide as the others. */
function halfABucketMore({ data: [times] }: uPlot, least: number, most: number): [number, number] {
  const half = times.length > 1 ? ((times[1] ?? 0) - (times[0] ?? 0)) / 2 : 1_800
  return [least - half, most + half]
}

function wholeNumber(count: number): string {
  return Number.isInteger(count) ? formatNumber(count) : ''
}
