import type { Health, Process } from '../../api/shapes.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import type { Column } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/data-table.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'

/** Who serves on the database: version, age, and whether everybody acts on the same settings. */
export function Processes({ processes }: Pick<Health, 'processes'>) {
  return (
    <Section title={t('health.processes')}>
      <DataTable
        caption={t('health.processes')}
        rows={processes}
        idOf={({ id }) => id}
        columns={columns}
      />
    </Section>
  )
}

const columns: readonly Column<Process>[] = [
  {
    id: 'host',
    header: t('health.host'),
    cell: ({ host, is_this_process: answers }) =>
      answers ? (
        <>
          {host} <StatusBadge tone="neutral">{t('health.this_process')}</StatusBadge>
        </>
      ) : (
        host
      ),
  },
  { id: 'pid', header: t('health.pid'), cell: ({ pid }) => pid },
  { id: 'version', header: t('health.version'), cell: ({ version }) => version },
  {
    id: 'started',
    header: t('health.started'),
    cell: ({ started_at: at }) => <Timestamp at={at} />,
  },
  {
    id: 'seen',
    header: t('health.seen'),
    cell: ({ unseen_seconds: seconds }) => t('health.ago', { time: formatDuration(seconds) }),
  },
  {
    id: 'settings',
    header: t('health.settings'),
    cell: ({ is_current: isCurrent }) => (
      <StatusBadge tone={isCurrent ? 'ok' : 'warn'}>
        {t(isCurrent ? 'health.settings_current' : 'health.settings_older')}
      </StatusBadge>
    ),
  },
]
