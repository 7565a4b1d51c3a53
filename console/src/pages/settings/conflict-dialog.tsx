import { Button, Code, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useFocusBack } from '../../kit/use-focus-back.ts'
import { describeValue } from './draft.ts'
import type { Conflict } from './save-changes.ts'
import type { Change } from './use-drafts.ts'

interface ConflictDialogProps {
  readonly conflicts: readonly Conflict[]
  readonly onCancel: () => void
  /** With what is to be saved after all, and what is given up. */
  readonly onSettle: (mine: readonly Change[], given: readonly string[]) => void
}

/** Somebody else has saved in the meantime: theirs or mine, key by key. */
export function ConflictDialog({ conflicts, onCancel, onSettle }: ConflictDialogProps) {
  useFocusBack()
  const [keepMine, setKeepMine] = useState<ReadonlySet<string>>(new Set())
  const choose = (key: string, isMine: boolean) =>
    setKeepMine(
      (keys) => new Set(isMine ? [...keys, key] : [...keys].filter((other) => other !== key)),
    )

  const settle = () => {
    const mine = conflicts.filter(({ theirs }) => keepMine.has(theirs.key))
    const given = conflicts.filter(({ theirs }) => !keepMine.has(theirs.key))
    onSettle(
      mine.map(({ change, theirs }) => ({ setting: theirs, value: change.value })),
      given.map(({ theirs }) => theirs.key),
    )
  }

  return (
    <Dialog
      opened
      onClose={onCancel}
      title={t('settings.conflict_title', { count: conflicts.length })}
      size="lg"
    >
      <Stack gap="md">
        <Text size="sm">{t('settings.conflict_help')}</Text>
        {conflicts.map((conflict) => (
          <ConflictChoice
            key={conflict.theirs.key}
            conflict={conflict}
            isMine={keepMine.has(conflict.theirs.key)}
            onChoose={(isMine) => choose(conflict.theirs.key, isMine)}
          />
        ))}
        <Group justify="flex-end">
          <Button onClick={onCancel}>{t('action.cancel')}</Button>
          <Button variant="filled" onClick={settle}>
            {t('settings.conflict_settle')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

interface ConflictChoiceProps {
  readonly conflict: Conflict
  readonly isMine: boolean
  readonly onChoose: (isMine: boolean) => void
}

function ConflictChoice({ conflict: { change, theirs }, isMine, onChoose }: ConflictChoiceProps) {
  return (
    <Radio.Group
      label={<Code>{theirs.key}</Code>}
      description={
        theirs.last_change && (
          <>
            {theirs.last_change.actor}, <Timestamp at={theirs.last_change.changed_at} />
          </>
        )
      }
      value={isMine ? 'mine' : 'theirs'}
      onChange={(value) => onChoose(value === 'mine')}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          size="md"
          value="theirs"
          label={t('settings.theirs', { value: describeValue(theirs, theirs.value) })}
        />
        <Radio
          size="md"
          value="mine"
          label={t('settings.mine', { value: describeValue(theirs, change.value) })}
        />
      </Stack>
    </Radio.Group>
  )
}
