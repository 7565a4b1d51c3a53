import type uPlot from 'uplot'
import type { Stats } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { type DisplayZone, formatBucket } from '../../i18n/moments.ts'
import { t } from '../../i18n/translate.ts'
import { runningMark } from './running-mark.ts'
import type { Series } from './series.ts'

const height = 220
const dashes = [[], [6, 4]]

/** The numbers as columns: the times, then each series, then the periods before. */
export function chartData(stats: Stats, series: readonly Series[]): uPlot.AlignedData {
  const times = stats.series.map(({ at }) => Date.parse(at) / 1_000)
  const columns: number[][] = []
  for (const { value, isStacked } of series) {
    const below = isStacked ? columns.at(-1) : undefined
    columns.push(stats.series.map((point, index) => value(point) + (below?.[index] ?? 0)))
  }
  const before = series
    .filter(({ withPrevious }) => withPrevious)
    .map(({ value }) => times.map((_, index) => valueBefore(stats, index, value)))
  return [times, ...columns, ...before]
}

function valueBefore(stats: Stats, index: number, value: Series['value']): number | null {
  const point = stats.previous_series[index]
  return point ? value(point) : null
}

interface ChartContent {
  readonly stats: Stats
  readonly series: readonly Series[]
  readonly zone: DisplayZone
}

/** How it is drawn: told apart by colour, dash and marks; colours are those of the theme. */
export function chartOptions(
  element: HTMLElement,
  { stats, series, zone }: ChartContent,
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

  return {
    width: element.clientWidth,
    height,
    hooks: {
      // Below the lines.
      drawAxes: [
        runningMark(stats, { band: colour('--lk-line'), text: colour('--mantine-color-dimmed') }),
      ],
    },
    cursor: { drag: { x: false, y: false } },
    axes: [
      { ...axis, values: (_plot, seconds) => seconds.map(time), space: 90 },
      { ...axis, values: (_plot, counts) => counts.map(wholeNumber), size: 60 },
    ],
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(4, Math.ceil(most * 1.1))] } },
    series: [
      { label: t('charts.time'), value: (_plot, seconds) => (seconds ? time(seconds) : '') },
      ...series.map(({ label }, index) => ({
        label,
        stroke: colour(`--lk-series-${index + 1}`),
        width: 2,
        dash: dashes[index] ?? [],
        points: { show: stats.series.length <= 31, size: index === 0 ? 5 : 7 },
        value: (_plot: uPlot, _raw: number, _series: number, place: number | null) =>
          textAt(stats, series[index], place),
      })),
      ...series
        .filter(({ withPrevious }) => withPrevious)
        .map(({ label }) => ({
          label: t('charts.before', { label }),
          stroke: colour('--lk-faint'),
          width: 1,
          dash: [2, 3],
          points: { show: false },
        })),
    ],
  }
}

function wholeNumber(count: number): string {
  return Number.isInteger(count) ? formatNumber(count) : ''
}

/** What the series itself counted, not the height it is stacked to. */
function textAt(stats: Stats, series: Series | undefined, place: number | null): string {
  const point = place === null ? undefined : stats.series[place]
  if (!point || !series) return '–'
  return `${formatNumber(series.value(point))}${point.is_running ? ` ${t('charts.so_far')}` : ''}`
}
