import { ActionIcon, Menu } from '@mantine/core'
import { useLocation } from 'wouter'
import { callApi } from '../api/client.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../kit/icon.tsx'
import { showFailure } from '../kit/toast.tsx'
import { base } from '../state/base.ts'
import { useCan, useMe } from '../state/use-me.ts'
import { openShortcutList } from './shortcuts/open-shortcut-list.ts'

export function AccountMenu() {
  const me = useMe()
  const can = useCan()
  const [, navigate] = useLocation()

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={t('account.menu', { email: me.email })}>
          <Icon name="account" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="lk-break">{me.email}</Menu.Label>
        {can('users.view_user') && (
          <Menu.Item
            onClick={() => navigate(`/users/${me.id}/`)}
            leftSection={<Icon name="users" size={16} />}
          >
            {t('account.mine')}
          </Menu.Item>
        )}
        <Menu.Item
          onClick={() => void openShortcutList()}
          leftSection={<Icon name="keyboard" size={16} />}
        >
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void logOut()} leftSection={<Icon name="undo" size={16} />}>
          {t('account.log_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

async function logOut(): Promise<void> {
  try {
    await callApi('POST', 'me/logout/')
    location.assign(`${base}/admin/login/`)
  } catch (error) {
    showFailure(error)
  }
}
