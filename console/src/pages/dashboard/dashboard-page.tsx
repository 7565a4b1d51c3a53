import { useQuery } from '@tanstack/react-query'
import { Redirect } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { Stats } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { navigationPages } from '../../shell/pages.ts'
import { useStored } from '../../state/stored-value.ts'
import { useCan } from '../../state/use-me.ts'
import { useUrlState } from '../../state/use-url-state.ts'
import { NoAccessPage } from '../no-access-page.tsx'
import { AttentionList } from './attention-list.tsx'
import { Cards } from './cards.tsx'
import { Charts } from './charts.tsx'
import { FirstSteps } from './first-steps.tsx'
import { LatestEvents } from './latest-events.tsx'
import { RangePicker } from './range-picker.tsx'

const freshMilliseconds = 5_000

/** The dashboard; people who may not see it start on the first page that they may see. */
export function DashboardPage() {
  const can = useCan()
  if (can('stats.view_stats')) return <Dashboard />
  const first = navigationPages.find(({ permission }) => can(permission))
  return first ? <Redirect to={first.to} replace /> : <NoAccessPage />
}

function Dashboard() {
  const can = useCan()
  const [{ range, from, to }] = useUrlState()
  const query = from && to ? { from, to } : { range: range ?? '7d' }
  const stats = useQuery({
    queryKey: ['stats/', query],
    queryFn: ({ signal }) => callApi('GET', 'stats/', { query, signal }),
    // The first steps tick themselves off.
    refetchInterval: ({ state }) => (state.data?.is_fresh ? freshMilliseconds : false),
  })

  return (
    <>
      <PageHeader title={t('nav.dashboard')} actions={<ApiRequest path="stats/" query={query} />} />
      <QueryStates query={stats} subject={t('dashboard.numbers')}>
        {(numbers) => <Numbers stats={numbers} />}
      </QueryStates>
      {can('audit.view_event') && <LatestEvents />}
    </>
  )
}

function Numbers({ stats }: { readonly stats: Stats }) {
  const [dismissed, dismiss] = useStored('first-steps')
  const isFirst = stats.is_fresh && !dismissed
  return (
    <>
      {isFirst && <FirstSteps cards={stats.cards} onDismiss={() => dismiss('dismissed')} />}
      <AttentionList attention={stats.attention} />
      <Cards cards={stats.cards} />
      {!isFirst && (
        <>
          <RangePicker bucket={stats.range.bucket} />
          <Charts stats={stats} />
        </>
      )}
    </>
  )
}
