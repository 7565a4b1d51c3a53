import type { Stats } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { type DisplayZone, formatBucket } from '../../i18n/timestamps.ts'
import { t } from '../../i18n/translate.ts'
import type { Series } from './series.ts'

interface ChartKeyProps {
  readonly stats: Stats
  readonly series: readonly Series[]
  /** The bucket that is pointed at. */
  readonly place: number | undefined
  readonly zone: DisplayZone
}

/** What is drawn how, with the values of the bucket that is pointed at. */
export function ChartKey({ stats, series, place, zone }: ChartKeyProps) {
  const point = place === undefined ? undefined : stats.series[place]
  const before = place === undefined ? undefined : stats.previous_series[place]
  const { bucket } = stats.range
  const compared = series.find(({ withPrevious }) => withPrevious)

  return (
    <p className="lk-chart-key" data-bars={series.some(({ isStacked }) => isStacked)}>
      {series.map(({ label, value }, index) => (
        <span key={label} className={`lk-key-${index + 1}`}>
          {label} {point && <b>{formatNumber(value(point))}</b>}
        </span>
      ))}
      {compared && (
        <span className="lk-key-before">
          {t('charts.before')} {before && <b>{formatNumber(compared.value(before))}</b>}
        </span>
      )}
      {point && (
        <time dateTime={point.at}>
          {formatBucket(point.at, bucket, bucket === 'day' ? 'utc' : zone)}
          {point.is_running && ` (${t('charts.so_far')})`}
        </time>
      )}
    </p>
  )
}
