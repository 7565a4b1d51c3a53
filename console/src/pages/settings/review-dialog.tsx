import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFocusBack } from '../../kit/use-focus-back.ts'
import { describeValue, effectOf } from './draft.ts'
import { faultsIn, tryChanges } from './save-changes.ts'
import type { Change } from './use-drafts.ts'

interface ReviewDialogProps {
  readonly changes: readonly Change[]
  readonly isSaving: boolean
  readonly onCancel: () => void
  readonly onSave: (comment: string) => void
}

/** What is about to change, from what to what, with what the server thinks of it. */
export function ReviewDialog({ changes, isSaving, onCancel, onSave }: ReviewDialogProps) {
  useFocusBack()
  const [comment, setComment] = useState('')
  const trial = useQuery({
    queryKey: ['settings-trial', changes.map(({ setting, value }) => [setting.key, value])],
    queryFn: () => tryChanges(changes),
    retry: false,
  })
  const faults = faultsIn(trial.error, changes)
  const warningsOf = (key: string) =>
    trial.data?.results.find((setting) => setting.key === key)?.warnings ?? []

  return (
    <Dialog
      opened
      onClose={onCancel}
      title={t('settings.review_title', { count: changes.length })}
      size="lg"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSave(comment)
        }}
      >
        <Stack gap="md">
          <ul className="lk-list">
            {changes.map((change) => (
              <li key={change.setting.key} className="lk-diff">
                <ChangeLine change={change} />
                <Notes
                  warnings={warningsOf(change.setting.key)}
                  fault={faults[change.setting.key]}
                />
              </li>
            ))}
          </ul>
          <TextInput
            label={t('settings.comment')}
            description={t('settings.comment_help')}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button onClick={onCancel}>{t('action.cancel')}</Button>
            <Button type="submit" variant="filled" loading={isSaving} data-autofocus>
              {t('settings.save_count', { count: changes.length })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function ChangeLine({ change: { setting, value } }: { readonly change: Change }) {
  return (
    <>
      <Code className="lk-break">{setting.key}</Code>
      <Text>
        <del>{describeValue(setting, setting.value)}</del> <span aria-hidden="true">→</span>{' '}
        <ins>{describeValue(setting, value)}</ins>
      </Text>
      <Text size="sm" c="dimmed">
        {effectOf(setting)}
      </Text>
    </>
  )
}

interface NotesProps {
  readonly warnings: readonly string[]
  readonly fault: string | undefined
}

function Notes({ warnings, fault }: NotesProps) {
  const notes = fault === undefined ? warnings : [fault]
  const color = fault === undefined ? 'var(--lk-warn)' : 'var(--lk-fail)'
  return notes.map((note) => (
    <Group key={note} gap={6} wrap="nowrap" c={color}>
      <Icon name="warning" size={16} />
      <Text size="sm">{note}</Text>
    </Group>
  ))
}
