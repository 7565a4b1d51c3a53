import { Button, Group, Text } from '@mantine/core'
import type { Stats } from '../../api/shapes.ts'
import { zoneName } from '../../i18n/timestamps.ts'
import { t } from '../../i18n/translate.ts'
import { FilterDate } from '../../kit/list/filter-date.tsx'
import { useUrlState } from '../../state/use-url-state.ts'
import { useZone } from '../../state/use-zone.ts'

const ranges = ['24h', '7d', '30d', '90d'] as const

/** Which stretch of time the charts show. */
export function RangePicker({ bucket }: Pick<Stats['range'], 'bucket'>) {
  const [{ range = '7d', from, to }, change] = useUrlState()
  const [zone] = useZone()
  const isCustom = from !== undefined || to !== undefined

  return (
    <Group mb="md" align="flex-end" role="group" aria-label={t('range.label')}>
      <Group gap="xs">
        {ranges.map((name) => (
          <Button
            key={name}
            aria-pressed={!isCustom && name === range}
            variant={!isCustom && name === range ? 'filled' : 'default'}
            onClick={() => change({ range: name, from: undefined, to: undefined })}
          >
            {t(`range.${name}`)}
          </Button>
        ))}
      </Group>
      <Group>
        <FilterDate
          label={t('range.from')}
          value={from}
          onChange={(day) => change({ from: day, range: undefined })}
        />
        <FilterDate
          label={t('range.to')}
          value={to}
          onChange={(day) => change({ to: day, range: undefined })}
        />
      </Group>
      {/* The days of the server are days of UTC. */}
      <Text size="sm" c="dimmed" mb={8}>
        {t('charts.zone', { zone: zoneName(bucket === 'day' ? 'utc' : zone) })}
      </Text>
    </Group>
  )
}
