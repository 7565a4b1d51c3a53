import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { Stats } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { formatBucket } from '../../i18n/timestamps.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { Section } from '../../kit/section.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import { useZone } from '../../state/use-zone.ts'
import type { Series } from './series.ts'

interface ChartFrameProps {
  readonly title: string
  readonly summary: string
  readonly stats: Stats
  readonly series: readonly Series[]
  readonly children: ReactNode
}

/** A chart, or the same as a table, with what it says in a sentence. */
export function ChartFrame({ title, summary, stats, series, children }: ChartFrameProps) {
  const [isTable, { toggle }] = useDisclosure(false)
  const [chosenZone] = useZone()
  const { bucket } = stats.range
  // The days of the server are days of UTC.
  const zone = bucket === 'day' ? 'utc' : chosenZone

  return (
    <Section
      title={title}
      actions={
        <>
          <Button size="compact-sm" aria-pressed={isTable} onClick={toggle}>
            {t('charts.table')}
          </Button>
          <Button
            size="compact-sm"
            leftSection={<Icon name="download" size={14} />}
            onClick={() => saveFile(`${title}.csv`, toCsv(stats, series))}
          >
            {t('export.csv')}
          </Button>
        </>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {summary}
      </Text>
      {isTable ? (
        <DataTable
          caption={title}
          rows={stats.series}
          idOf={({ at }) => at}
          columns={[
            {
              id: 'at',
              header: t('charts.time'),
              cell: ({ at, is_running: isRunning }) =>
                `${formatBucket(at, bucket, zone)}${isRunning ? ` (${t('charts.so_far')})` : ''}`,
            },
            ...series.map(({ label, value }) => ({
              id: label,
              header: label,
              cell: (point: Stats['series'][number]) => formatNumber(value(point)),
            })),
          ]}
        />
      ) : (
        children
      )}
    </Section>
  )
}

function toCsv(stats: Stats, series: readonly Series[]): string {
  const head = ['at', ...series.map(({ label }) => `"${label}"`)].join(',')
  const lines = stats.series.map((point) =>
    [point.at, ...series.map(({ value }) => value(point))].join(','),
  )
  return `${[head, ...lines].join('\n')}\n`
}
