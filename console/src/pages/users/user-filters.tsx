import { Checkbox } from '@mantine/core'
import type { User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { FilterDate } from '../../kit/list/filter-date.tsx'
import { FilterSelect } from '../../kit/list/filter-select.tsx'
import type { List } from '../../kit/list/use-list.ts'
import { useSearchReach } from '../../state/use-search-reach.ts'
import { useGroups } from '../groups/use-groups.ts'

export const userFilterNames = [
  'q',
  'contains',
  'state',
  'is_staff',
  'is_superuser',
  'email_verified',
  'group',
  'created_after',
  'created_before',
  'last_login_after',
  'last_login_before',
  'last_login',
] as const

const yesNo = [
  { value: 'true', label: t('list.yes') },
  { value: 'false', label: t('list.no') },
]
const states = [
  { value: 'active', label: t('user_state.active') },
  { value: 'deactivated', label: t('user_state.deactivated') },
  { value: 'locked', label: t('user_state.locked') },
  { value: 'deleted', label: t('user_state.deleted') },
]

export function UserFilters({ list }: { readonly list: List<User> }) {
  const groups = useGroups()
  const { contains: isAnywhere } = useSearchReach()
  const field = (name: (typeof userFilterNames)[number]) => ({
    value: list.filters[name],
    onChange: (value: string | undefined) => list.setFilters({ [name]: value }),
  })

  return (
    <>
      <FilterSelect
        label={t('users.state')}
        options={states}
        anyLabel={t('users.not_deleted')}
        {...field('state')}
      />
      <FilterSelect label={t('users.staff')} options={yesNo} {...field('is_staff')} />
      <FilterSelect label={t('users.superuser')} options={yesNo} {...field('is_superuser')} />
      <FilterSelect label={t('users.verified')} options={yesNo} {...field('email_verified')} />
      <FilterSelect
        label={t('users.group')}
        options={groups.map(({ id, name }) => ({ value: String(id), label: name }))}
        {...field('group')}
      />
      <FilterDate label={t('users.created_after')} {...field('created_after')} />
      <FilterDate label={t('users.created_before')} {...field('created_before')} />
      <FilterDate label={t('users.last_login_after')} {...field('last_login_after')} />
      <FilterDate label={t('users.last_login_before')} {...field('last_login_before')} />
      <Checkbox
        className="lk-filter-switch"
        label={t('users.never_logged_in')}
        checked={list.filters['last_login'] === 'never'}
        onChange={(event) =>
          list.setFilters({ last_login: event.currentTarget.checked ? 'never' : undefined })
        }
      />
      {!isAnywhere && (
        <Checkbox
          className="lk-filter-switch"
          label={t('users.contains')}
          description={t('users.contains_help')}
          checked={list.filters['contains'] === 'true'}
          onChange={(event) =>
            list.setFilters({ contains: event.currentTarget.checked ? 'true' : undefined })
          }
        />
      )}
    </>
  )
}
