import 'uplot/dist/uPlot.min.css'
import './chart.css'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import type { Stats } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { formatBucket } from '../../i18n/moments.ts'
import { t } from '../../i18n/translate.ts'
import { useZone } from '../../state/use-zone.ts'
import { chartData, chartOptions } from './chart-options.ts'
import type { Series } from './series.ts'

interface ChartProps {
  readonly title: string
  readonly stats: Stats
  readonly series: readonly Series[]
}

/** Lines over time. The arrow keys move a cursor, whose values are read out. */
export function Chart({ title, stats, series }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const [place, setPlace] = useState<number>()
  const [zone] = useZone()
  const scheme = useComputedColorScheme()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme draws with other colours.
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const created = new uPlot(
      chartOptions(element, { stats, series, zone }),
      chartData(stats, series),
      element,
    )
    plot.current = created
    // A key of the colours in columns, no table of figures: that is the chart's twin.
    created.root.querySelector('table')?.setAttribute('role', 'presentation')
    const observer = new ResizeObserver(() =>
      created.setSize({ width: element.clientWidth, height: 220 }),
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      created.destroy()
    }
  }, [stats, series, zone, scheme])

  const move = (step: number) => {
    const last = stats.series.length - 1
    const next = Math.max(0, Math.min(last, (place ?? (step > 0 ? -1 : last + 1)) + step))
    setPlace(next)
    const x = plot.current?.valToPos(Date.parse(stats.series[next]?.at ?? '') / 1_000, 'x') ?? 0
    plot.current?.setCursor({ left: x, top: 20 })
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields. */}
      <div
        ref={frame}
        className="lk-chart"
        role="group"
        aria-label={t('charts.label', { title })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move its cursor.
        tabIndex={0}
        onKeyDown={(event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
          if (!step) return
          event.preventDefault()
          move(step)
        }}
      />
      <p role="status" className="lk-chart-values">
        {place !== undefined && describePoint(stats, series, place, zone)}
      </p>
    </>
  )
}

function describePoint(
  stats: Stats,
  series: readonly Series[],
  place: number,
  zone: 'local' | 'utc',
) {
  const point = stats.series[place]
  if (!point) return ''
  const { bucket } = stats.range
  const values = series.map(({ label, value }) => `${label}: ${formatNumber(value(point))}`)
  const time = formatBucket(point.at, bucket, bucket === 'day' ? 'utc' : zone)
  return `${time}${point.is_running ? ` (${t('charts.so_far')})` : ''} · ${values.join(' · ')}`
}
