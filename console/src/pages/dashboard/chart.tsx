import 'uplot/dist/uPlot.min.css'
import './chart.css'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import type { Stats } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { formatBucket } from '../../i18n/timestamps.ts'
import { t } from '../../i18n/translate.ts'
import { useZone } from '../../state/use-zone.ts'
import { ChartKey } from './chart-key.tsx'
import { chartData, chartOptions } from './chart-options.ts'
import type { Series } from './series.ts'

interface ChartProps {
  readonly title: string
  readonly stats: Stats
  readonly series: readonly Series[]
}

/** Lines or bars over time. The arrow keys move a cursor, whose values are read out. */
export function Chart({ title, stats, series }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const [place, setPlace] = useState<number>()
  const [said, say] = useState('')
  const [zone] = useZone()
  const scheme = useComputedColorScheme()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme draws with other colours.
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const created = new uPlot(
      chartOptions(element, { stats, series, zone, onPlace: setPlace }),
      chartData(stats, series),
      element,
    )
    plot.current = created
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
    say(describePoint(stats, series, next, zone))
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
      <ChartKey stats={stats} series={series} place={place} zone={zone} />
      <p role="status" className="lk-hidden">
        {said}
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
