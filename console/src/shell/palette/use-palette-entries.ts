import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { Setting, User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { IconName } from '../../kit/icon.tsx'
import { useGroups } from '../../pages/groups/use-groups.ts'
import { base } from '../../state/base.ts'
import { useCan } from '../../state/use-me.ts'
import { navigationPages } from '../pages.ts'

export interface PaletteEntry {
  readonly key: string
  readonly icon: IconName
  readonly label: string
  readonly run: () => void
}

const fewestLetters = 2
const mostUsers = 8

/** What the palette offers for what was typed. */
export function usePaletteEntries(text: string): readonly PaletteEntry[] {
  const [, navigate] = useLocation()
  const { setColorScheme } = useMantineColorScheme()
  const can = useCan()
  const users = useUsersLike(text.trim(), can('users.view_user'))

  const pages = navigationPages
    .filter(({ permission }) => can(permission))
    .map(({ to, label, icon }) => ({ key: to, icon, label: t(label), run: () => navigate(to) }))
  const acts: PaletteEntry[] = [
    {
      key: 'history',
      icon: 'audit',
      label: t('history.title'),
      run: () => navigate('/constance/config/history/'),
    },
    ...(can('users.add_user')
      ? [
          {
            key: 'new-user',
            icon: 'plus' as const,
            label: t('users.create'),
            run: () => navigate('/users/new/'),
          },
        ]
      : []),
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
  ]
  const found = users.map((user) => ({
    key: `user-${user.id}`,
    icon: 'account' as const,
    label: user.email,
    run: () => navigate(`/users/${user.id}/`),
  }))

  const groups = useGroups().map(({ id, name }) => ({
    key: `group-${id}`,
    icon: 'groups' as const,
    label: t('palette.group', { name }),
    run: () => navigate(`/groups/${id}/`),
  }))
  const settings = useSettings(can('constance.view_config')).map(({ key, label }) => ({
    key: `setting-${key}`,
    icon: 'settings' as const,
    label: `${label} (${key})`,
    run: () => navigate(`/constance/config/?q=${key}`),
  }))

  const wanted = text.trim().toLocaleLowerCase()
  const named = wanted === '' ? [] : [...groups, ...settings]
  return [...pages, ...acts, ...named]
    .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
    .concat(found)
}

function useSettings(isAllowed: boolean): readonly Setting[] {
  const { data } = useQuery({
    queryKey: ['settings/'],
    queryFn: ({ signal }) => callApi('GET', 'settings/', { signal }),
    enabled: isAllowed,
  })
  return data?.results ?? []
}

function useUsersLike(text: string, isAllowed: boolean): readonly User[] {
  const [q] = useDebouncedValue(text, 200)
  const { data } = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) => callApi('GET', 'users/', { query: { q, limit: mostUsers }, signal }),
    enabled: isAllowed && q.length >= fewestLetters,
    placeholderData: keepPreviousData,
  })
  return q.length >= fewestLetters ? (data?.results ?? []) : []
}
