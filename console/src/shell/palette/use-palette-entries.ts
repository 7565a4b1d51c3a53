import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { Page, User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { IconName } from '../../kit/icon.tsx'
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
    { key: 'new-user', icon: 'plus', label: t('users.create'), run: () => navigate('/users/new/') },
    { key: 'light', icon: 'sun', label: t('palette.light'), run: () => setColorScheme('light') },
    { key: 'dark', icon: 'moon', label: t('palette.dark'), run: () => setColorScheme('dark') },
  ]
  const found = users.map((user) => ({
    key: `user-${user.id}`,
    icon: 'account' as const,
    label: user.email,
    run: () => navigate(`/users/${user.id}/`),
  }))

  const wanted = text.trim().toLocaleLowerCase()
  return [...pages, ...acts]
    .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
    .concat(found)
}

function useUsersLike(text: string, isAllowed: boolean): readonly User[] {
  const [q] = useDebouncedValue(text, 200)
  const { data } = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) =>
      callApi<Page<User>>('GET', 'users/', { query: { q, limit: mostUsers }, signal }),
    enabled: isAllowed && q.length >= fewestLetters,
    placeholderData: keepPreviousData,
  })
  return q.length >= fewestLetters ? (data?.results ?? []) : []
}
