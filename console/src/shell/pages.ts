import type { MessageKey } from '../i18n/messages.ts'
import type { IconName } from '../kit/icon.tsx'

interface NavigationPage {
  readonly to: string
  readonly label: MessageKey
  readonly icon: IconName
  /** Without it the page has nothing to show. */
  readonly permission: string
  /** After `g`. */
  readonly key: string
}

/** The pages of the navigation, of the palette and of the shortcuts. */
export const navigationPages: readonly NavigationPage[] = [
  { to: '/', label: 'nav.dashboard', icon: 'dashboard', permission: 'stats.view_stats', key: 'd' },
  { to: '/users/', label: 'nav.users', icon: 'users', permission: 'users.view_user', key: 'u' },
  {
    to: '/sessions/',
    label: 'nav.sessions',
    icon: 'sessions',
    permission: 'sessions.view_session',
    key: 's',
  },
  { to: '/groups/', label: 'nav.groups', icon: 'groups', permission: 'auth.view_group', key: 'g' },
  {
    to: '/constance/config/',
    label: 'nav.settings',
    icon: 'settings',
    permission: 'constance.view_config',
    key: 'c',
  },
  { to: '/audit/', label: 'nav.audit', icon: 'audit', permission: 'audit.view_event', key: 'a' },
  { to: '/keys/', label: 'nav.keys', icon: 'keys', permission: 'keys.view_key', key: 'k' },
  {
    to: '/email/',
    label: 'nav.email',
    icon: 'email',
    permission: 'email.view_email',
    key: 'e',
  },
  {
    to: '/health/',
    label: 'nav.health',
    icon: 'health',
    permission: 'health.view_health',
    key: 'h',
  },
]
