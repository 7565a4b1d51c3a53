import { Button } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Icon } from '../../kit/icon.tsx'
import { FilterBar } from '../../kit/list/filter-bar.tsx'
import { ListExport } from '../../kit/list/list-export.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { SelectionBar } from '../../kit/list/selection-bar.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ColumnChooser } from '../../kit/table/column-chooser.tsx'
import { useColumns } from '../../kit/table/use-columns.ts'
import { useSelection } from '../../kit/table/use-selection.ts'
import { useCan } from '../../state/use-me.ts'
import { useSearchReach } from '../../state/use-search-reach.ts'
import { useUrlState } from '../../state/use-url-state.ts'
import { BulkUserActs } from './bulk-user-acts.tsx'
import { SavedViews } from './saved-views.tsx'
import { userColumns } from './user-columns.tsx'
import { UserFilters, userFilterNames } from './user-filters.tsx'

export function UsersPage() {
  const [, navigate] = useLocation()
  const [{ q }] = useUrlState()
  const reach = useSearchReach()
  const list = useList('users/', { filters: userFilterNames, fixed: q ? reach : {} })
  const columns = useColumns('users', userColumns)
  const rows = list.answer.data?.results ?? []
  const selection = useSelection(
    rows.map(({ id }) => id),
    JSON.stringify(list.matching),
  )
  const filterCount = userFilterNames.filter((name) => name !== 'q' && list.filters[name]).length

  return (
    <>
      <PageHeader
        title={t('users.title')}
        actions={
          <>
            <ApiRequest path="users/" query={list.query} />
            <ImportButton />
            <CreateButton />
          </>
        }
      />
      <FilterBar
        count={filterCount}
        onClear={list.clearFilters}
        search={
          <SearchField
            label={t('users.search')}
            value={list.filters['q']}
            onSearch={(q) => list.setFilters({ q }, true)}
          />
        }
        actions={
          <>
            <SavedViews />
            <ColumnChooser columns={columns} />
            <ListExport
              path="users/export"
              list={list}
              selection={selection}
              anyState="active,deactivated,deleted"
              shape={{
                sort: list.sort,
                columns: columns.shown.flatMap(({ id, exports = [id] }) => exports).join(','),
              }}
            />
          </>
        }
      >
        <UserFilters list={list} />
      </FilterBar>
      <SelectionBar selection={selection} page={list.answer.data}>
        <BulkUserActs selection={selection} list={list} />
      </SelectionBar>
      <ListView
        list={list}
        caption={t('users.title')}
        columns={columns.shown}
        onResize={columns.resize}
        idOf={({ id }) => id}
        labelOf={({ email }) => email}
        selection={selection}
        onOpen={({ id }) => navigate(`/users/${id}/`)}
        empty={
          <EmptyState
            title={t('users.empty')}
            text={t('users.empty_text')}
            action={<CreateButton />}
          />
        }
      />
    </>
  )
}

function CreateButton() {
  if (!useCan()('users.add_user')) return undefined
  return (
    <Button
      component={Link}
      href="/users/new/"
      variant="filled"
      leftSection={<Icon name="plus" size={16} />}
    >
      {t('users.create')}
    </Button>
  )
}

function ImportButton() {
  if (!useCan()('users.add_user')) return undefined
  return (
    <Button component={Link} href="/users/import/">
      {t('import.open')}
    </Button>
  )
}
