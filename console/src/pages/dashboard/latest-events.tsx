import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Moment } from '../../kit/moment.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import { auditColumns } from '../audit/audit-columns.tsx'

const query = { limit: 10 }
const columns = auditColumns
  .filter(({ id }) => ['at', 'actor', 'sentence', 'object', 'result'].includes(id))
  .map((column) =>
    column.id === 'at' ? { ...column, cell: ({ at }: AuditEvent) => <Moment at={at} /> } : column,
  )

export function LatestEvents() {
  const events = useQuery({
    queryKey: ['audit/', query],
    queryFn: ({ signal }) => callApi('GET', 'audit/', { query, signal }),
  })

  return (
    <Section
      title={t('dashboard.latest')}
      actions={
        <Anchor component={Link} href="/audit/" size="sm" className="lk-target">
          {t('dashboard.all_events')}
        </Anchor>
      }
    >
      <QueryStates query={events} subject={t('dashboard.latest')}>
        {({ results }) => (
          <DataTable
            caption={t('dashboard.latest')}
            columns={columns}
            rows={results}
            idOf={({ id }) => id}
          />
        )}
      </QueryStates>
    </Section>
  )
}
