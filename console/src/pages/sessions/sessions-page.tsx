import { useLocation } from 'wouter'
import type { Session } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { FilterBar } from '../../kit/list/filter-bar.tsx'
import { FilterDate } from '../../kit/list/filter-date.tsx'
import { FilterSelect } from '../../kit/list/filter-select.tsx'
import { FilterText } from '../../kit/list/filter-text.tsx'
import { ListExport } from '../../kit/list/list-export.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { SelectionBar } from '../../kit/list/selection-bar.tsx'
import { type List, useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ColumnChooser } from '../../kit/table/column-chooser.tsx'
import { useColumns } from '../../kit/table/use-columns.ts'
import { useSelection } from '../../kit/table/use-selection.ts'
import { useCan } from '../../state/use-me.ts'
import { BulkRevoke } from './bulk-revoke.tsx'
import { useSessionColumns } from './session-columns.tsx'
import { SessionTabs } from './session-tabs.tsx'

const filters = [
  'q',
  'user',
  'state',
  'address',
  'client',
  'created_after',
  'created_before',
  'last_used_after',
  'last_used_before',
] as const

const states = ['active', 'expired', 'ended', 'reused'] as const

export function SessionsPage() {
  const [, navigate] = useLocation()
  const list = useList('sessions/', { filters })
  const columns = useColumns('sessions', useSessionColumns())
  const mayRevoke = useCan()('sessions.revoke_session')
  const active = list.answer.data?.results.filter(({ state }) => state === 'active') ?? []
  const selection = useSelection(
    active.map(({ id }) => id),
    JSON.stringify(list.matching),
  )

  return (
    <>
      <PageHeader
        title={t('sessions.title')}
        lead={t('sessions.lead')}
        actions={<ApiRequest path="sessions/" query={list.query} />}
      />
      <SessionTabs current="api" />
      <FilterBar
        count={filters.filter((name) => name !== 'q' && list.filters[name]).length}
        onClear={list.clearFilters}
        search={
          <SearchField
            label={t('sessions.search')}
            value={list.filters['q']}
            onSearch={(q) => list.setFilters({ q }, true)}
          />
        }
        actions={
          <>
            <ColumnChooser columns={columns} />
            <ListExport
              path="sessions/export"
              list={list}
              selection={selection}
              anyState={states.join(',')}
            />
          </>
        }
      >
        <SessionFilters list={list} />
      </FilterBar>
      <SelectionBar selection={selection} page={list.answer.data}>
        <BulkRevoke selection={selection} list={list} />
      </SelectionBar>
      <ListView
        list={list}
        caption={t('sessions.title')}
        columns={columns.shown}
        onResize={columns.resize}
        idOf={({ id }) => id}
        labelOf={({ client, user }) => `${client}, ${user.email}`}
        selection={mayRevoke ? selection : undefined}
        onOpen={({ id }) => navigate(`/sessions/${id}/`)}
        empty={<EmptyState title={t('sessions.empty')} text={t('sessions.empty_text')} />}
      />
    </>
  )
}

function SessionFilters({ list }: { readonly list: List<Session> }) {
  const field = (name: (typeof filters)[number]) => ({
    value: list.filters[name],
    onChange: (value: string | undefined) => list.setFilters({ [name]: value }),
  })
  const options = states.map((state) => ({ value: state, label: t(`session_state.${state}`) }))

  return (
    <>
      <FilterSelect label={t('sessions.state')} options={options} {...field('state')} />
      <FilterText label={t('sessions.address_filter')} {...field('address')} />
      <FilterText label={t('sessions.client')} {...field('client')} />
      <FilterText label={t('sessions.user_id')} {...field('user')} />
      <FilterDate label={t('sessions.started_after')} {...field('created_after')} />
      <FilterDate label={t('sessions.started_before')} {...field('created_before')} />
      <FilterDate label={t('sessions.used_after')} {...field('last_used_after')} />
      <FilterDate label={t('sessions.used_before')} {...field('last_used_before')} />
    </>
  )
}
