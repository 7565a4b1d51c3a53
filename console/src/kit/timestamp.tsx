import { formatRelative } from '../i18n/format.ts'
import { formatTimestamp } from '../i18n/timestamps.ts'
import { t } from '../i18n/translate.ts'
import { serverNow } from '../state/server-clock.ts'
import { useZone } from '../state/use-zone.ts'

interface TimestampProps {
  readonly at: string | null | undefined
  /** Instead of "never". */
  readonly absent?: string
  /** The full date as text, where the exact time is the point. */
  readonly isExact?: boolean
  /** "3h ago", in tables with many columns. */
  readonly isShort?: boolean
}

/** A time as people say it, with the exact one in local time and UTC behind it. */
export function Timestamp(props: TimestampProps) {
  const { at, absent = t('time.never'), isExact = false, isShort = false } = props
  const [zone] = useZone()
  if (!at) return <span>{absent}</span>

  const local = formatTimestamp(at, 'local')
  const utc = formatTimestamp(at, 'utc')
  const text = isExact
    ? formatTimestamp(at, zone)
    : formatRelative(Date.parse(at), serverNow(), isShort)
  return (
    <time dateTime={at} title={local === utc ? utc : `${local} · ${utc}`}>
      {text}
    </time>
  )
}
