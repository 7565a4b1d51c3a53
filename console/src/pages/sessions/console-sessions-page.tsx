import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { FilterBar } from '../../kit/list/filter-bar.tsx'
import { FilterText } from '../../kit/list/filter-text.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ColumnChooser } from '../../kit/table/column-chooser.tsx'
import { useColumns } from '../../kit/table/use-columns.ts'
import { useConsoleSessionColumns } from './console-session-columns.tsx'
import { SessionTabs } from './session-tabs.tsx'

const filters = ['q', 'user'] as const

/** Who is logged in to this console. */
export function ConsoleSessionsPage() {
  const list = useList('console-sessions/', { filters })
  const columns = useColumns('console-sessions', useConsoleSessionColumns())
  const user = {
    value: list.filters['user'],
    onChange: (value: string | undefined) => list.setFilters({ user: value }),
  }

  return (
    <>
      <PageHeader
        title={t('sessions.title')}
        lead={t('sessions.console_lead')}
        actions={<ApiRequest path="console-sessions/" query={list.query} />}
      />
      <SessionTabs current="console" />
      <FilterBar
        count={list.filters['user'] ? 1 : 0}
        onClear={list.clearFilters}
        search={
          <SearchField
            label={t('sessions.search')}
            value={list.filters['q']}
            onSearch={(q) => list.setFilters({ q }, true)}
          />
        }
        actions={<ColumnChooser columns={columns} />}
      >
        <FilterText label={t('sessions.user_id')} {...user} />
      </FilterBar>
      <ListView
        list={list}
        caption={t('sessions.console')}
        columns={columns.shown}
        onResize={columns.resize}
        idOf={({ id }) => id}
        labelOf={({ client, user }) => `${client}, ${user.email}`}
        empty={<EmptyState title={t('sessions.console_empty')} text={t('sessions.console_lead')} />}
      />
    </>
  )
}
