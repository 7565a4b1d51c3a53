import { Button, Menu } from '@mantine/core'
import type { BulkResult, User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { Icon } from '../../kit/icon.tsx'
import type { List } from '../../kit/list/use-list.ts'
import type { Selection } from '../../kit/table/use-selection.ts'
import { showDone, showFailure } from '../../kit/toast.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'
import { useGroups } from '../groups/use-groups.ts'
import { type BulkAction, previewBulk, runBulk } from './bulk-acts.ts'
import { showBulkFailures } from './bulk-failures.tsx'

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
  const { run, isRunning } = useAct()
  const areDeleted = list.filters['state'] === 'deleted'

  const perform = async (action: BulkAction, group?: number) => {
    const ids = selection.isAllMatching ? ('all matching' as const) : [...selection.ids]
    const request = { action, group, ids, matching: list.matching }
    const preview = await previewBulk(request).catch(showFailure)
    if (!preview) return

    const confirmed = await confirm(describeBulk(action, preview))
    if (!confirmed) return
    const options = { expectedCount: preview.matched, includeMe: confirmed.withOption }
    const result = await run(() => runBulk(request, options))
    if (!result) return
    selection.clear()
    if (result.failed.length > 0) showBulkFailures(result)
    else showDone(t(`bulk.${action}.done`, { count: result.changed }))
  }

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

function describeBulk(action: BulkAction, preview: BulkResult) {
  const count = preview.changed
  return {
    title: t(`bulk.${action}.title`, { count }),
    consequence: t(`bulk.${action}.consequence`),
    action: t(`bulk.${action}.title`, { count }),
    ...(preview.includes_me ? { warning: t('bulk.with_you'), option: t('bulk.include_me') } : {}),
  }
}
