import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { type Choice, ChoiceField } from '../../kit/choice-field.tsx'
import type { List } from '../../kit/list/use-list.ts'
import { useCan } from '../../state/use-me.ts'
import { useUsersLike } from '../../state/use-users-like.ts'
import { useGroups } from '../groups/use-groups.ts'

const objectTypes = [
  'user',
  'group',
  'session',
  'console_session',
  'setting',
  'signing_key',
  'invitation',
  'email',
  'email_template',
] as const

/** What it was done to: a user, group or setting by name, or everything of a kind. */
export function ObjectSearch({ list }: { readonly list: List<AuditEvent> }) {
  const [text, setText] = useState('')
  const found = useNamed(text)
  const wanted = text.trim().toLocaleLowerCase()
  const kinds = objectTypes.map((type) => ({ value: type, label: t(`object_types.${type}`) }))
  const choices = [...kinds, ...found].filter(({ label }) =>
    label.toLocaleLowerCase().includes(wanted),
  )

  return (
    <ChoiceField
      label={t('audit.object')}
      chosen={nameOfChosen(list)}
      choices={choices}
      onSearch={setText}
      onChange={(value) => {
        const [object_type, object_id] = value?.split('/', 2) ?? []
        list.setFilters({ object_type, object_id })
      }}
    />
  )
}

/** Users by a part of their email, and the few groups and settings there are. */
function useNamed(text: string): readonly Choice[] {
  const can = useCan()
  const users = useUsersLike(can('users.view_user') ? text : '')
  const groups = useGroups()
  const { data: settings } = useQuery({
    queryKey: ['settings/'],
    queryFn: ({ signal }) => callApi('GET', 'settings/', { signal }),
    enabled: can('constance.view_config'),
  })
  if (text.trim() === '') return []
  return [
    ...users.map(({ id, email }) => ({ value: `user/${id}`, label: email })),
    ...groups.map(({ id, name }) => ({
      value: `group/${id}`,
      label: t('palette.group', { name }),
    })),
    ...(settings?.results ?? []).map(({ key }) => ({ value: `setting/${key}`, label: key })),
  ]
}

/** The events themselves know how what they are about is called. */
function nameOfChosen(list: List<AuditEvent>): string | undefined {
  const { object_type: type, object_id: id } = list.filters
  if (type === undefined) return id
  if (id === undefined) return labelOfKind(type)
  const event = list.answer.data?.results.find(({ object }) => object?.id === id)
  return event?.object?.label || `${type} ${id}`
}

function labelOfKind(type: string): string {
  const known = objectTypes.find((each) => each === type)
  return known ? t(`object_types.${known}`) : type
}
