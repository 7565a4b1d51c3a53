import { Alert, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useCan } from '../../state/use-me.ts'
import { useDangerActs } from './use-danger-acts.ts'

/** When a user was deleted, by whom, and until when they can be restored. */
export function DeletedNotice({ user }: { readonly user: UserDetail }) {
  const { restore } = useDangerActs(user)
  const mayRestore = useCan()('users.delete_user')
  const by = useDeleter(user)

  return (
    <Alert
      color="yellow"
      variant="default"
      title={t('deleted.title')}
      icon={<Icon name="warning" />}
      mb="md"
    >
      <Group justify="space-between">
        <Text size="sm" className="lk-grow lk-break">
          {t('deleted.at')} <Timestamp at={user.deleted_at} isExact />
          {by && ` ${t('deleted.by', { name: by })}`}. {t('deleted.until')}{' '}
          <Timestamp at={user.purge_after} isExact />.
        </Text>
        {mayRestore && (
          <Button variant="filled" onClick={() => void restore()}>
            {t('danger.restore')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

const deletions = ['user.delete', 'auth.delete_user']

/** The audit log knows, for those who may read it. */
function useDeleter({ id }: UserDetail): string | undefined {
  const query = { object_type: 'user', object_id: String(id), limit: 20 }
  const { data } = useQuery({
    queryKey: ['audit/', query],
    queryFn: ({ signal }) => callApi('GET', 'audit/', { query, signal }),
    enabled: useCan()('audit.view_event'),
  })
  return data?.results.find(({ action }) => deletions.includes(action))?.actor.label
}
