import { Button, Group, Text } from '@mantine/core'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import type { ImportProgress } from './run-import.ts'

interface ImportProgressBarProps {
  readonly progress: ImportProgress & { readonly isDryRun: boolean }
  readonly onStop: () => void
}

/** How far it is, and how long it takes yet. */
export function ImportProgressBar({ progress, onStop }: ImportProgressBarProps) {
  const { done, total, isDryRun } = progress
  const title = t(isDryRun ? 'import.checking' : 'import.importing')
  return (
    <Section title={title}>
      <progress className="lk-progress" aria-label={title} value={done} max={total} />
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed">
          {done > 0 ? paceOf(progress) : ' '}
        </Text>
        <Button onClick={onStop}>{t('import.stop')}</Button>
      </Group>
    </Section>
  )
}

function paceOf({ done, total, startedAt }: ImportProgress): string {
  const rate = done / Math.max(0.001, (performance.now() - startedAt) / 1_000)
  return t('import.progress', {
    done,
    total,
    rate: formatNumber(Math.round(rate)),
    time: formatDuration(Math.ceil((total - done) / rate)),
  })
}
