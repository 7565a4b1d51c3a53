import type { MessageKey } from '../../i18n/messages.ts'
import type { IconName } from '../../kit/icon.tsx'

interface PaletteAct {
  readonly label: MessageKey
  readonly icon: IconName
  readonly to: string
  readonly permission: string
}

/** What begins on a page of its own, or on a part of one, besides the pages of the navigation. */
export const paletteActs: readonly PaletteAct[] = [
  { label: 'users.create', icon: 'plus', to: '/users/new/', permission: 'users.add_user' },
  { label: 'import.title', icon: 'plus', to: '/users/import/', permission: 'users.add_user' },
  { label: 'groups.create', icon: 'plus', to: '/groups/', permission: 'auth.add_group' },
  {
    label: 'history.title',
    icon: 'audit',
    to: '/constance/config/history/',
    permission: 'constance.view_config',
  },
  {
    label: 'keys.rotate_title',
    icon: 'keys',
    to: '/keys/',
    permission: 'keys.rotate_key',
  },
  {
    label: 'email.texts_title',
    icon: 'email',
    to: '/email/texts/',
    permission: 'email.view_email',
  },
  {
    label: 'email.send_test',
    icon: 'email',
    to: '/email/server/',
    permission: 'email.send_email',
  },
]
