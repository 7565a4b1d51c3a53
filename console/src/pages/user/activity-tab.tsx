import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { TabLinks } from '../../kit/tabs.tsx'
import { useUrlState } from '../../state/use-url-state.ts'
import { AuditList } from '../audit/audit-list.tsx'

/** What was done to this user, or by this user. */
export function ActivityTab({ user }: { readonly user: UserDetail }) {
  const [{ by }] = useUrlState()
  const isBy = by === 'them'
  const fixed = isBy ? { actor_id: user.id } : { object_type: 'user', object_id: String(user.id) }

  return (
    <>
      <TabLinks
        label={t('user.activity')}
        tabs={[
          { to: `/users/${user.id}/activity/`, label: t('audit.about'), isCurrent: !isBy },
          { to: `/users/${user.id}/activity/?by=them`, label: t('audit.by'), isCurrent: isBy },
        ]}
      />
      <AuditList fixed={fixed} />
    </>
  )
}
