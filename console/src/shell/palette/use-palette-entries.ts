import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { IconName } from '../../kit/icon.tsx'
import { useGroups } from '../../pages/groups/use-groups.ts'
import { base } from '../../state/base.ts'
import { useCan } from '../../state/use-me.ts'
import { useUsersLike } from '../../state/use-users-like.ts'
import { logOut } from '../log-out.ts'
import { navigationPages } from '../pages.ts'
import { manualPages } from './manual-pages.ts'
import { paletteActs } from './palette-acts.ts'

export interface PaletteEntry {
  readonly key: string
  readonly icon: IconName
  readonly label: string
  readonly run: () => void
}

const fewestLetters = 2
const mostUsers = 8

/** What the palette offers for what was typed: pages and actions first, then what has a name. */
export function usePaletteEntries(text: string): readonly PaletteEntry[] {
  const commands = useCommands()
  const named = useNamed()
  const people = usePeople(text)
  const wanted = text.trim().toLocaleLowerCase()

  return [...commands, ...(wanted === '' ? [] : named)]
    .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
    .concat(people)
}

function useCommands(): readonly PaletteEntry[] {
  const [, navigate] = useLocation()
  const { setColorScheme } = useMantineColorScheme()
  const can = useCan()
  const own = [...navigationPages, ...paletteActs]
    .filter(({ permission }) => can(permission))
    .map(({ to, label, icon }) => ({ key: label, icon, label: t(label), run: () => navigate(to) }))

  return [
    ...own,
    {
      key: 'manual',
      icon: 'audit',
      label: t('palette.manual'),
      run: () => location.assign(`${base}/docs/`),
    },
    {
      key: 'api',
      icon: 'code',
      label: t('palette.api'),
      run: () => location.assign(`${base}/api/`),
    },
    { key: 'light', icon: 'sun', label: t('palette.light'), run: () => setColorScheme('light') },
    { key: 'dark', icon: 'moon', label: t('palette.dark'), run: () => setColorScheme('dark') },
    { key: 'log-out', icon: 'undo', label: t('account.log_out'), run: () => void logOut() },
  ]
}

/** What there are few enough of to have all of them here. */
function useNamed(): readonly PaletteEntry[] {
  const [, navigate] = useLocation()
  const groups = useGroups().map(({ id, name }) => ({
    key: `group-${id}`,
    icon: 'groups' as const,
    label: t('palette.group', { name }),
    run: () => navigate(`/groups/${id}/`),
  }))
  const settings = useSettings(useCan()('constance.view_config')).map(({ key, label }) => ({
    key: `setting-${key}`,
    icon: 'settings' as const,
    label: `${label} (${key})`,
    run: () => navigate(`/constance/config/?q=${key}`),
  }))
  const manual = manualPages.map(({ title, address }) => ({
    key: address,
    icon: 'audit' as const,
    label: t('palette.manual_page', { title }),
    run: () => location.assign(address),
  }))
  return [...groups, ...settings, ...manual]
}

/** Users, each with their sessions. */
function usePeople(text: string): readonly PaletteEntry[] {
  const [, navigate] = useLocation()
  const can = useCan()
  const users = useUsersLike(can('users.view_user') ? text : '', {
    minimum: fewestLetters,
    limit: mostUsers,
  })
  return users.flatMap(({ id, email }) => [
    {
      key: `user-${id}`,
      icon: 'account' as const,
      label: email,
      run: () => navigate(`/users/${id}/`),
    },
    ...(can('sessions.view_session')
      ? [
          {
            key: `sessions-${id}`,
            icon: 'sessions' as const,
            label: t('palette.sessions', { email }),
            run: () => navigate(`/sessions/?user=${id}`),
          },
        ]
      : []),
  ])
}

function useSettings(isAllowed: boolean): readonly Setting[] {
  const { data } = useQuery({
    queryKey: ['settings/'],
    queryFn: ({ signal }) => callApi('GET', 'settings/', { signal }),
    enabled: isAllowed,
  })
  return data?.results ?? []
}
