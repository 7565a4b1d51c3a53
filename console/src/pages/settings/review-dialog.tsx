import { Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { describeValue } from './draft.ts'
import { faultOf, tryChange } from './save-changes.ts'
import type { Change } from './use-drafts.ts'

interface ReviewDialogProps {
  readonly changes: readonly Change[]
  readonly isSaving: boolean
  readonly onCancel: () => void
  readonly onSave: (comment: string) => void
}

/** What is about to change, from what to what, with what the server thinks of it. */
export function ReviewDialog({ changes, isSaving, onCancel, onSave }: ReviewDialogProps) {
  const [comment, setComment] = useState('')
  const trials = useQueries({
    queries: changes.map((change) => ({
      queryKey: ['setting-trial', change.setting.key, change.setting.version, change.value],
      queryFn: () => tryChange(change),
    })),
  })

  return (
    <Modal
      opened
      onClose={onCancel}
      title={t('settings.review_title', { count: changes.length })}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
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
            {changes.map((change, index) => (
              <li key={change.setting.key} className="lk-diff">
                <ChangeLine change={change} />
                <TrialNotes warnings={trials[index]?.data?.warnings} error={trials[index]?.error} />
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
    </Modal>
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
        {t('settings.takes_effect', { when: setting.takes_effect })}
      </Text>
    </>
  )
}

interface TrialNotesProps {
  readonly warnings: readonly string[] | undefined
  readonly error: Error | null | undefined
}

function TrialNotes({ warnings = [], error }: TrialNotesProps) {
  const notes = error ? [faultOf(error)] : warnings
  return notes.map((note) => (
    <Group key={note} gap={6} wrap="nowrap" c={error ? 'var(--lk-fail)' : 'var(--lk-warn)'}>
      <Icon name="warning" size={16} />
      <Text size="sm">{note}</Text>
    </Group>
  ))
}
