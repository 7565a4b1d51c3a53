import { Checkbox, Stack, Text } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { useGroups } from './use-groups.ts'

interface GroupChecklistProps {
  readonly chosen: readonly number[]
  readonly isDisabled?: boolean
  readonly onChange: (ids: readonly number[]) => void
}

export function GroupChecklist({ chosen, isDisabled = false, onChange }: GroupChecklistProps) {
  const groups = useGroups()
  if (groups.length === 0) return <Text c="dimmed">{t('groups.none')}</Text>
  return (
    <Checkbox.Group
      label={t('users.groups')}
      value={chosen.map(String)}
      onChange={(ids) => onChange(ids.map(Number))}
    >
      <Stack gap="xs" mt="xs">
        {groups.map(({ id, name }) => (
          <Checkbox key={id} value={String(id)} label={name} disabled={isDisabled} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
