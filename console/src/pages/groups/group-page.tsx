import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { Group } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { TabLinks } from '../../kit/tabs.tsx'
import { useCan } from '../../state/use-me.ts'
import { AuditList } from '../audit/audit-list.tsx'
import { GroupDangerZone } from './group-danger-zone.tsx'
import { GroupForm } from './group-form.tsx'
import { GroupMembers } from './group-members.tsx'

interface GroupPageProps {
  readonly id: number
  readonly tab: string
}

export function GroupPage({ id, tab }: GroupPageProps) {
  const can = useCan()
  const group = useQuery({
    queryKey: ['groups/', id],
    queryFn: ({ signal }) => callApi('GET', `groups/${id}/`, { signal }),
  })
  const title = group.data?.name ?? t('groups.id', { id: String(id) })
  const tabs = [
    { to: `/groups/${id}/`, label: t('groups.permissions'), isCurrent: tab === 'permissions' },
    ...(can('users.view_user')
      ? [{ to: `/groups/${id}/members/`, label: t('groups.members'), isCurrent: tab === 'members' }]
      : []),
    ...(can('audit.view_event')
      ? [
          {
            to: `/groups/${id}/activity/`,
            label: t('user.activity'),
            isCurrent: tab === 'activity',
          },
        ]
      : []),
  ]

  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t('nav.groups'), to: '/groups/' }]}
        lead={group.data && t('groups.member_count', { count: group.data.member_count })}
        actions={<ApiRequest path={`groups/${id}/`} />}
      />
      <TabLinks label={t('groups.tabs')} tabs={tabs} />
      <QueryStates query={group} subject={title}>
        {(detail) => <TabContent group={detail} tab={tab} />}
      </QueryStates>
    </>
  )
}

function TabContent({ group, tab }: { readonly group: Group; readonly tab: string }) {
  if (tab === 'members') return <GroupMembers group={group} />
  if (tab === 'activity') {
    return <AuditList fixed={{ object_type: 'group', object_id: String(group.id) }} />
  }
  return (
    <>
      <GroupForm group={group} />
      <GroupDangerZone group={group} />
    </>
  )
}
