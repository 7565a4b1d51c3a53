import { Button, Menu } from '@mantine/core'
import type { User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import type { List } from '../../kit/list/use-list.ts'
import type { Selection } from '../../kit/table/use-selection.ts'
import { useCan } from '../../state/use-me.ts'
import { useGroups } from '../groups/use-groups.ts'
import { useBulkAct } from './use-bulk-act.ts'

interface BulkUserActsProps {
  readonly selection: Selection
  readonly list: List<User>
}

const actions = [
  { action: 'activate', permission: 'users.change_user' },
  { action: 'deactivate', permission: 'users.change_user' },
  { action: 'revoke_sessions', permission: 'sessions.revoke_session' },
  { action: 'delete', permission: 'users.delete_user' },
  { action: 'restore', permission: 'users.delete_user' },
] as const

/** What can be done with the selected users; each act asks, with the real numbers, before it does anything. */
export function BulkUserActs({ selection, list }: BulkUserActsProps) {
  const can = useCan()
  const groups = useGroups()
  const { perform, isRunning } = useBulkAct(selection, list)
  const areDeleted = list.filters['state'] === 'deleted'

  return (
    <>
      {actions
        .filter(
          ({ action, permission }) => can(permission) && (action === 'restore') === areDeleted,
        )
        .map(({ action }) => (
          <Button
            key={action}
            size="compact-sm"
            loading={isRunning}
            onClick={() => void perform(action)}
          >
            {t(`bulk.${action}`)}
          </Button>
        ))}
      {can('users.change_user') && groups.length > 0 && !areDeleted && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" rightSection={<Icon name="chevron" size={14} />}>
              {t('bulk.groups')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {groups.map(({ id, name }) => (
              <Menu.Item key={`add-${id}`} onClick={() => void perform('add_group', id)}>
                {t('bulk.add_to', { name })}
              </Menu.Item>
            ))}
            <Menu.Divider />
            {groups.map(({ id, name }) => (
              <Menu.Item key={`remove-${id}`} onClick={() => void perform('remove_group', id)}>
                {t('bulk.remove_from', { name })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
