import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { TabLinks } from '../../kit/tabs.tsx'
import { UserStateBadge } from '../../kit/user-state.tsx'
import { useCan } from '../../state/use-me.ts'
import { AccessTab } from './access-tab.tsx'
import { ActivityTab } from './activity-tab.tsx'
import { DangerZone } from './danger-zone.tsx'
import { DeletedNotice } from './deleted-notice.tsx'
import { JsonTab } from './json-tab.tsx'
import { ProfileTab } from './profile-tab.tsx'
import { SecurityTab } from './security-tab.tsx'
import { UserMenu } from './user-menu.tsx'
import { UserSessionsTab } from './user-sessions-tab.tsx'

interface UserPageProps {
  readonly id: number
  readonly tab: string
}

export function UserPage({ id, tab }: UserPageProps) {
  const user = useQuery({
    queryKey: ['users/', id],
    queryFn: ({ signal }) => callApi('GET', `users/${id}/`, { signal }),
  })
  const title = user.data?.email ?? t('user.id', { id: String(id) })

  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t('users.title'), to: '/users/' }]}
        lead={user.data && <UserLead user={user.data} />}
        actions={
          <>
            <ApiRequest path={`users/${id}/`} />
            {user.data && <UserMenu user={user.data} />}
          </>
        }
      />
      {!user.error && <UserTabs id={id} tab={tab} />}
      <QueryStates query={user} subject={title}>
        {(detail) => (
          <>
            {detail.state === 'deleted' && <DeletedNotice user={detail} />}
            <TabContent user={detail} tab={tab} />
          </>
        )}
      </QueryStates>
    </>
  )
}

function UserLead({ user }: { readonly user: UserDetail }) {
  return (
    <Group gap="xs">
      <UserStateBadge user={user} />
      {user.is_me && <Text size="sm">{t('user.this_is_you')}</Text>}
      <Group gap={4} wrap="nowrap">
        <Text size="sm">{t('user.id', { id: String(user.id) })}</Text>
        <CopyButton text={String(user.id)} label={t('user.copy_id')} />
      </Group>
    </Group>
  )
}

function UserTabs({ id, tab }: UserPageProps) {
  const can = useCan()
  const tabs = [
    { name: 'profile', label: t('user.profile') },
    { name: 'security', label: t('user.security') },
    { name: 'access', label: t('user.access') },
    ...(can('sessions.view_session') ? [{ name: 'sessions', label: t('user.sessions') }] : []),
    ...(can('audit.view_event') ? [{ name: 'activity', label: t('user.activity') }] : []),
    { name: 'json', label: t('user.json') },
  ]
  return (
    <TabLinks
      label={t('user.tabs')}
      tabs={tabs.map(({ name, label }) => ({
        label,
        to: name === 'profile' ? `/users/${id}/` : `/users/${id}/${name}/`,
        isCurrent: name === tab,
      }))}
    />
  )
}

function TabContent({ user, tab }: { readonly user: UserDetail; readonly tab: string }) {
  if (tab === 'security') return <SecurityTab user={user} />
  if (tab === 'access') return <AccessTab user={user} />
  if (tab === 'sessions') return <UserSessionsTab user={user} />
  if (tab === 'activity') return <ActivityTab user={user} />
  if (tab === 'json') return <JsonTab user={user} />
  return (
    <>
      <ProfileTab user={user} />
      <DangerZone user={user} />
    </>
  )
}
