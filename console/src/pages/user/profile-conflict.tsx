import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { useFocusBack } from '../../kit/use-focus-back.ts'
import {
  differingFields,
  labelOfField,
  type ProfileField,
  type ProfileFields,
  profileOf,
  textOfField,
} from './profile-fields.ts'

interface ProfileConflictProps {
  /** What was there when typing began. */
  readonly base: ProfileFields
  readonly mine: ProfileFields
  readonly theirs: UserDetail
  readonly onCancel: () => void
  readonly onSettle: (chosen: ProfileFields) => void
}

/** Two people have changed one user: field by field, whose change is to hold. */
export function ProfileConflict({ base, mine, theirs, onCancel, onSettle }: ProfileConflictProps) {
  useFocusBack()
  const theirFields = profileOf(theirs)
  const differing = differingFields(mine, theirFields)
  // What only one of the two has touched is theirs or mine without asking; it can still be chosen otherwise.
  const [chosenMine, setChosenMine] = useState<ReadonlySet<ProfileField>>(
    new Set(differing.filter((name) => base[name] === theirFields[name])),
  )
  const choose = (name: ProfileField, isMine: boolean) =>
    setChosenMine(
      (all) => new Set(isMine ? [...all, name] : [...all].filter((other) => other !== name)),
    )
  const settle = () =>
    onSettle(
      Object.assign({}, theirFields, ...[...chosenMine].map((name) => ({ [name]: mine[name] }))),
    )

  return (
    <Dialog opened onClose={onCancel} title={t('user.conflict_title')}>
      <Stack gap="md">
        <Text size="sm">{t('user.conflict_help')}</Text>
        {differing.map((name) => (
          <Radio.Group
            key={name}
            label={labelOfField(name)}
            value={chosenMine.has(name) ? 'mine' : 'theirs'}
            onChange={(value) => choose(name, value === 'mine')}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                size="md"
                value="theirs"
                label={t('user.conflict_theirs', { value: textOfField(theirFields[name]) })}
              />
              <Radio
                size="md"
                value="mine"
                label={t('user.conflict_mine', { value: textOfField(mine[name]) })}
              />
            </Stack>
          </Radio.Group>
        ))}
        <Group justify="flex-end">
          <Button onClick={onCancel}>{t('action.cancel')}</Button>
          <Button variant="filled" onClick={settle}>
            {t('user.conflict_save')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
