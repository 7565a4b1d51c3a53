import { ActionIcon, Button, Menu } from '@mantine/core'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { User, UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'
import { useActivation } from './use-activation.ts'
import { useDangerActs } from './use-danger-acts.ts'
import { unlockUser } from './user-calls.ts'

interface Item {
  readonly label: string
  readonly isOffered: boolean
  readonly act: () => unknown
}

/** In a list less is known of a user; what the last superuser may not do the server refuses. */
type Subject = User & Partial<Pick<UserDetail, 'is_last_superuser'>>

interface UserMenuProps {
  readonly user: Subject
  /** In the row of a list: without a word beside it. */
  readonly isInRow?: boolean
}

/** The acts on a user, from every tab of its page and from its row. */
export function UserMenu({ user, isInRow = false }: UserMenuProps) {
  const items = useItems(user).filter(({ isOffered }) => isOffered)
  const button = useRef<HTMLButtonElement>(null)
  if (items.length === 0) return undefined

  const choose = (act: Item['act']) => {
    // The item is gone when a dialog gives the focus back; the button is not.
    button.current?.focus()
    void act()
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {isInRow ? (
          <ActionIcon
            ref={button}
            size="md"
            aria-label={t('user.actions_of', { email: user.email })}
          >
            <Icon name="more" />
          </ActionIcon>
        ) : (
          <Button ref={button} rightSection={<Icon name="chevron" size={14} />}>
            {t('user.actions')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ label, act }) => (
          <Menu.Item key={label} onClick={() => choose(act)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function useItems(user: Subject): Item[] {
  const can = useCan()
  const [, navigate] = useLocation()
  const { run } = useAct()
  const { deactivateAtOnce, activate } = useActivation(user)
  const { revoke, remove, restore } = useDangerActs(user)
  const isThere = user.state !== 'deleted'
  const mayChange = can('users.change_user') && isThere
  const mayDelete = can('users.delete_user')
  const unlock = () =>
    run(() => unlockUser(user), { done: () => t('security.unlocked', { email: user.email }) })

  return [
    {
      label: t('security.set_password'),
      isOffered: mayChange,
      act: () => navigate(`/users/${user.id}/security/`),
    },
    {
      label: t('security.unlock'),
      isOffered: mayChange && user.locked_until !== null,
      act: unlock,
    },
    {
      label: t('danger.deactivate'),
      isOffered: mayChange && user.is_active && !user.is_last_superuser,
      act: deactivateAtOnce,
    },
    { label: t('danger.activate'), isOffered: mayChange && !user.is_active, act: activate },
    {
      label: t('danger.revoke'),
      isOffered: can('sessions.revoke_session') && isThere,
      act: revoke,
    },
    {
      label: t('danger.delete'),
      isOffered: mayDelete && isThere && !user.is_last_superuser,
      act: remove,
    },
    { label: t('danger.restore'), isOffered: mayDelete && !isThere, act: restore },
  ]
}
