import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../kit/choice-field.tsx'
import { FilterDate } from '../../kit/list/filter-date.tsx'
import { FilterSelect } from '../../kit/list/filter-select.tsx'
import { FilterText } from '../../kit/list/filter-text.tsx'
import type { List } from '../../kit/list/use-list.ts'
import { serverNow } from '../../state/server-clock.ts'
import { ObjectSearch } from './object-search.tsx'

export const auditFilterNames = [
  'actor',
  'action',
  'result',
  'object_type',
  'object_id',
  'address',
  'request_id',
  'after',
  'before',
] as const

const families = [
  'auth',
  'console',
  'user',
  'group',
  'session',
  'setting',
  'key',
  'audit',
  'email',
  'setup',
] as const

const day = 86_400_000

export function AuditFilters({ list }: { readonly list: List<AuditEvent> }) {
  const actions = useActionOptions()
  const field = (name: (typeof auditFilterNames)[number]) => ({
    value: list.filters[name],
    onChange: (value: string | undefined) => list.setFilters({ [name]: value }),
  })

  return (
    <>
      <ChoiceField
        label={t('audit.action')}
        chosen={actions.find(({ value }) => value === list.filters['action'])?.label}
        choices={actions}
        onChange={(action) => list.setFilters({ action })}
      />
      <ObjectSearch list={list} />
      <FilterSelect
        label={t('audit.result')}
        options={(['success', 'failure'] as const).map((value) => ({
          value,
          label: t(`result.${value}`),
        }))}
        {...field('result')}
      />
      <FilterSelect
        label={t('audit.period')}
        value={undefined}
        options={[
          { value: '1', label: t('audit.last_day') },
          { value: '7', label: t('audit.last_week') },
          { value: '30', label: t('audit.last_month') },
        ]}
        onChange={(days) =>
          list.setFilters({
            after: days && new Date(serverNow() - Number(days) * day).toISOString().slice(0, 10),
            before: undefined,
          })
        }
      />
      <FilterDate label={t('audit.after')} {...field('after')} />
      <FilterDate label={t('audit.before')} {...field('before')} />
      <FilterText label={t('audit.address')} {...field('address')} />
      <FilterText label={t('audit.request_id')} {...field('request_id')} />
    </>
  )
}

/** Each kind of action, and before it the whole family it belongs to. */
function useActionOptions() {
  const { data } = useQuery({
    queryKey: ['audit/actions/'],
    queryFn: ({ signal }) => callApi('GET', 'audit/actions/', { signal }),
  })
  const actions = data?.results ?? []
  const families = [...new Set(actions.map(({ action }) => `${action.split('.')[0]}.`))]
  return families.flatMap((family) => [
    { value: family, label: labelOfFamily(family) },
    ...actions
      .filter(({ action }) => action.startsWith(family))
      .map(({ action, sentence }) => ({ value: action, label: sentence })),
  ])
}

/** "Users: all actions"; what is new to this console keeps its code. */
function labelOfFamily(family: string): string {
  const kind = families.find((each) => `${each}.` === family)
  return kind ? t('audit.family', { kind: t(`family.${kind}`) }) : family
}
