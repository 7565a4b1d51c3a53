import { useLocation } from 'wouter'
import type { Group } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { LinkCell } from '../../kit/link-cell.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { NewGroupButton } from './new-group-button.tsx'

const columns: readonly Column<Group>[] = [
  {
    id: 'name',
    header: t('groups.name'),
    sort: 'name',
    cell: ({ id, name }) => <LinkCell to={`/groups/${id}/`}>{name}</LinkCell>,
  },
  { id: 'members', header: t('groups.members'), cell: (group) => formatNumber(group.member_count) },
  {
    id: 'permissions',
    header: t('groups.permissions'),
    cell: (group) => formatNumber(group.permissions.length),
  },
  {
    id: 'updated',
    header: t('groups.updated'),
    sort: 'updated_at',
    cell: (group) => <Timestamp at={group.updated_at} />,
  },
]

export function GroupsPage() {
  const [, navigate] = useLocation()
  const list = useList('groups/', { filters: ['q'], defaultSort: 'name' })

  return (
    <>
      <PageHeader
        title={t('nav.groups')}
        lead={t('groups.lead')}
        actions={
          <>
            <ApiRequest path="groups/" query={list.query} />
            <NewGroupButton />
          </>
        }
      />
      <div className="lk-filters">
        <SearchField
          label={t('groups.search')}
          value={list.filters['q']}
          onSearch={(q) => list.setFilters({ q }, true)}
        />
      </div>
      <ListView
        list={list}
        caption={t('users.groups')}
        columns={columns}
        idOf={({ id }) => id}
        labelOf={({ name }) => name}
        onOpen={({ id }) => navigate(`/groups/${id}/`)}
        empty={<EmptyState title={t('groups.empty')} text={t('groups.empty_text')} />}
      />
    </>
  )
}
