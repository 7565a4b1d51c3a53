import { Text } from '@mantine/core'
import type { Health } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'

/** What was looked at, and whether it is well. */
export function HealthChecks({ checks }: Pick<Health, 'checks'>) {
  return (
    <Section title={t('health.checks')}>
      <ul className="lk-list lk-checks">
        {checks.map(({ id, label, status, text }) => (
          <li key={id}>
            <StatusBadge tone={status}>{t(`health.${status}`)}</StatusBadge>{' '}
            <Text span fw={600}>
              {label}
            </Text>{' '}
            <Text span size="sm" className="lk-break">
              {text}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  )
}
