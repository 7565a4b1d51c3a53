import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { useSessionColumns } from '../sessions/session-columns.tsx'

export function UserSessionsTab({ user }: { readonly user: UserDetail }) {
  const list = useList('sessions/', { filters: [], fixed: { user: user.id } })
  const columns = useSessionColumns().filter(({ id }) => id !== 'user')

  return (
    <ListView
      list={list}
      caption={t('sessions.title')}
      columns={columns}
      idOf={({ id }) => id}
      labelOf={({ client }) => client}
      empty={<EmptyState title={t('sessions.empty')} text={t('sessions.empty_text')} />}
    />
  )
}
