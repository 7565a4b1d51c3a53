import { Button } from '@mantine/core'
import { callApi } from '../../api/client.ts'
import type { Group, User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { SelectionBar } from '../../kit/list/selection-bar.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { useSelection } from '../../kit/table/use-selection.ts'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'
import { useSearchReach } from '../../state/use-search-reach.ts'
import { useUrlState } from '../../state/use-url-state.ts'
import { userColumns } from '../users/user-columns.tsx'
import { AddMember } from './add-member.tsx'

const columns = userColumns.filter(({ id }) =>
  ['email', 'username', 'state', 'last_login_at'].includes(id),
)

export function GroupMembers({ group }: { readonly group: Group }) {
  const mayChange = useCan()('auth.change_group')
  const path = `groups/${group.id}/members/` as const
  const [{ q }] = useUrlState()
  const reach = useSearchReach()
  const list = useList(path, { filters: ['q'], fixed: q ? reach : {} })
  const rows = list.answer.data?.results ?? []
  const selection = useSelection(
    rows.map(({ id }) => id),
    JSON.stringify(list.matching),
  )
  const { run, isRunning } = useAct()

  const change = (added: readonly number[], removed: readonly number[]) =>
    callApi('POST', path, { body: { add: added, remove: removed } })
  const add = (user: User) =>
    run(() => change([user.id], []), {
      done: () => t('groups.added', { email: user.email, name: group.name }),
      undo: () => change([], [user.id]),
    })
  const remove = async () => {
    const ids = [...selection.ids]
    const removed = await run(() => change([], ids), {
      done: () => t('groups.removed', { count: ids.length }),
      undo: () => change(ids, []),
    })
    if (removed) selection.clear()
  }

  return (
    <>
      {mayChange && <AddMember onAdd={(user) => void add(user)} />}
      <div className="lk-filters">
        <SearchField
          label={t('users.search')}
          value={list.filters['q']}
          onSearch={(q) => list.setFilters({ q }, true)}
        />
      </div>
      <SelectionBar selection={selection} page={undefined}>
        <Button size="compact-sm" loading={isRunning} onClick={() => void remove()}>
          {t('groups.remove')}
        </Button>
      </SelectionBar>
      <ListView
        list={list}
        caption={t('groups.members')}
        columns={columns}
        idOf={({ id }) => id}
        labelOf={({ email }) => email}
        selection={mayChange ? selection : undefined}
        empty={<EmptyState title={t('groups.no_members')} text={t('groups.no_members_text')} />}
      />
    </>
  )
}
