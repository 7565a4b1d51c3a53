import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { callApi } from '../../api/client.ts'
import type { Health } from '../../api/shapes.ts'
import { formatBytes, formatDuration, formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Icon } from '../../kit/icon.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { showDone, showFailure } from '../../kit/toast.tsx'
import { HealthChecks } from './health-checks.tsx'
import { Processes } from './processes.tsx'

export function HealthPage() {
  const health = useQuery({
    queryKey: ['health/'],
    queryFn: ({ signal }) => callApi('GET', 'health/', { signal }),
  })
  const status = health.data?.status

  return (
    <>
      <PageHeader
        title={t('nav.health')}
        lead={status && <StatusBadge tone={status}>{t(`health.status_${status}`)}</StatusBadge>}
        actions={
          <>
            <ApiRequest path="health/" />
            {health.data && (
              <Button
                leftSection={<Icon name="copy" size={16} />}
                onClick={() => void copyDiagnostics(health.data)}
              >
                {t('health.copy')}
              </Button>
            )}
          </>
        }
      />
      <QueryStates query={health} subject={t('nav.health')}>
        {(report) => (
          <>
            <HealthChecks checks={report.checks} />
            <Processes processes={report.processes} />
            <ServerFacts report={report} />
            <Section title={t('health.configuration')}>
              <Configuration report={report} />
            </Section>
          </>
        )}
      </QueryStates>
    </>
  )
}

/** For a report to whoever helps; the server has left the secrets out. */
async function copyDiagnostics(report: Health): Promise<void> {
  try {
    await navigator.clipboard.writeText(JSON.stringify(report, undefined, 2))
    showDone(t('health.copied'))
  } catch (error) {
    showFailure(error)
  }
}

function ServerFacts({ report }: { readonly report: Health }) {
  const { database, memory, migrations } = report
  const latest = migrations.at(-1)
  const size = database.size_bytes === null ? '' : formatBytes(database.size_bytes)

  return (
    <Section title={t('health.server')}>
      <Facts
        facts={[
          { term: t('health.version'), value: report.version },
          { term: t('health.commit'), value: report.commit?.slice(0, 12) ?? t('health.unknown') },
          { term: t('health.uptime'), value: formatDuration(Math.floor(report.uptime_seconds)) },
          { term: t('health.node'), value: `${report.node} · ${report.platform}` },
          { term: t('health.memory'), value: formatBytes(memory.rss_bytes) },
          { term: t('health.database'), value: `${database.engine} ${database.version} · ${size}` },
          {
            term: t('health.latency'),
            value: t('health.milliseconds', { time: formatNumber(database.latency_ms) }),
          },
          {
            term: t('health.migration'),
            value: latest && (
              <>
                {latest.name}, <Timestamp at={latest.executed_at} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

/** Values as an operator would write them, not as JSON. */
function configured(value: unknown): ReactNode {
  if (value === null || value === undefined) return t('health.not_set')
  if (Array.isArray(value) && value.length > 0)
    return value.map((each) => <div key={String(each)}>{String(each)}</div>)
  if (typeof value === 'object' && !Array.isArray(value)) return JSON.stringify(value)
  return String(value) === '' ? t('settings.empty') : String(value)
}

function Configuration({ report }: { readonly report: Health }) {
  return (
    <DataTable
      caption={t('health.configuration')}
      rows={report.configuration}
      idOf={({ key }) => key}
      columns={[
        {
          id: 'key',
          header: t('health.key'),
          cell: ({ key }) => <span className="lk-mono">{key}</span>,
        },
        {
          id: 'value',
          header: t('health.value'),
          cell: ({ value }) => configured(value),
        },
        { id: 'source', header: t('health.source'), cell: ({ source }) => source },
      ]}
    />
  )
}
