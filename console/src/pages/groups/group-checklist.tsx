import { Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { useGroups } from './use-groups.ts'

/** So many fit on a screen without a search. */
const fewGroups = 8

interface GroupChecklistProps {
  readonly chosen: readonly number[]
  /** The section around it is called the same. */
  readonly isInSection?: boolean
  readonly onChange: (ids: readonly number[]) => void
}

export function GroupChecklist(props: GroupChecklistProps) {
  const { chosen, isInSection = false, onChange } = props
  const groups = useGroups()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLocaleLowerCase()
  const shown = groups.filter(
    ({ id, name }) => chosen.includes(id) || name.toLocaleLowerCase().includes(wanted),
  )
  if (groups.length === 0) return <Text c="dimmed">{t('groups.none')}</Text>
  return (
    <Checkbox.Group
      label={<span className={isInSection ? 'lk-hidden' : undefined}>{t('users.groups')}</span>}
      value={chosen.map(String)}
      onChange={(ids) => onChange(ids.map(Number))}
    >
      <Stack gap="xs" mt="xs">
        {groups.length > fewGroups && (
          <TextInput
            aria-label={t('groups.search')}
            placeholder={t('groups.search')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        {shown.map(({ id, name }) => (
          <Checkbox key={id} value={String(id)} label={name} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
