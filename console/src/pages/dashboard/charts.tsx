import { lazy, Suspense } from 'react'
import type { Stats, StatsPoint } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Loading } from '../../kit/query-states.tsx'
import { ChartFrame } from './chart-frame.tsx'
import type { Series } from './series.ts'

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

interface ChartDefinition {
  readonly id: string
  readonly title: string
  readonly summary: (points: readonly StatsPoint[], bucket: Stats['range']['bucket']) => string
  readonly series: readonly Series[]
}

const sumOf = (points: readonly StatsPoint[], value: (point: StatsPoint) => number) =>
  points.reduce((sum, point) => sum + value(point), 0)

const definitions: readonly ChartDefinition[] = [
  {
    id: 'registrations',
    title: t('charts.registrations'),
    summary: (points) =>
      t('charts.registrations_summary', { count: sumOf(points, (point) => point.registrations) }),
    series: [
      {
        label: t('charts.registrations'),
        value: (point) => point.registrations,
        withPrevious: true,
      },
    ],
  },
  {
    id: 'logins',
    title: t('charts.logins'),
    summary: (points) =>
      t('charts.logins_summary', {
        count: sumOf(points, (point) => point.logins),
        failed: formatNumber(sumOf(points, (point) => point.login_failures)),
      }),
    series: [
      { label: t('charts.success'), value: (point) => point.logins, withPrevious: true },
      { label: t('charts.failure'), value: (point) => point.login_failures, isStacked: true },
    ],
  },
  {
    id: 'refreshes',
    title: t('charts.refreshes'),
    summary: (points) =>
      t('charts.refreshes_summary', {
        count: sumOf(points, (point) => point.refreshes),
        reused: formatNumber(sumOf(points, (point) => point.refresh_reuses)),
      }),
    series: [
      { label: t('charts.refreshes'), value: (point) => point.refreshes, withPrevious: true },
      { label: t('charts.reuses'), value: (point) => point.refresh_reuses },
    ],
  },
  {
    id: 'active',
    title: t('charts.active'),
    summary: (points, bucket) =>
      t(`charts.active_summary_${bucket}`, {
        // No sum: who is active in two buckets would be two.
        count: Math.max(0, ...points.map((point) => point.active_users)),
      }),
    series: [
      { label: t('charts.active'), value: (point) => point.active_users, withPrevious: true },
    ],
  },
]

/** What happened over time; the drawing library is read after the numbers are there. */
export function Charts({ stats }: { readonly stats: Stats }) {
  return (
    <div className="lk-charts">
      {definitions.map(({ id, title, summary, series }) => (
        <ChartFrame
          key={id}
          title={title}
          summary={summary(stats.series, stats.range.bucket)}
          stats={stats}
          series={series}
        >
          <Suspense fallback={<Loading />}>
            <Chart title={title} stats={stats} series={series} />
          </Suspense>
        </ChartFrame>
      ))}
    </div>
  )
}
