import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { t } from '../i18n/translate.ts'
import { openDialog } from './open-dialog.tsx'
import { useFocusBack } from './use-focus-back.ts'

export interface Confirmation {
  /** Verb, object and count. */
  readonly title: string
  /** What follows from it, in a sentence. */
  readonly consequence: ReactNode
  /** What the button says: the verb again, never "Yes". */
  readonly action: string
  /** For what cannot be taken back: the name to type. */
  readonly typedName?: string | undefined
  /** "This is you", or the like. */
  readonly warning?: string | undefined
  /** A choice that goes with it, such as including one's own session. */
  readonly option?: string | undefined
  /** Takes nothing away: nobody has to be warned of it. */
  readonly isHarmless?: boolean
  /** Further fields; they say whether what they hold is complete. */
  readonly fields?: ((setComplete: (isComplete: boolean) => void) => ReactNode) | undefined
}

export interface Confirmed {
  readonly withOption: boolean
}

/** Asks before something that is hard to take back; undefined when people think better of it. */
export function confirm(confirmation: Confirmation): Promise<Confirmed | undefined> {
  return new Promise((resolve) => {
    const close = openDialog({
      title: confirmation.title,
      onClose: () => resolve(undefined),
      children: (
        <ConfirmationForm
          confirmation={confirmation}
          onCancel={() => close()}
          onConfirm={(confirmed) => {
            resolve(confirmed)
            close()
          }}
        />
      ),
    })
  })
}

interface ConfirmationFormProps {
  readonly confirmation: Confirmation
  readonly onCancel: () => void
  readonly onConfirm: (confirmed: Confirmed) => void
}

function ConfirmationForm({ confirmation, onCancel, onConfirm }: ConfirmationFormProps) {
  useFocusBack()
  const { consequence, action, typedName, warning, option, fields, isHarmless } = confirmation
  const [typed, setTyped] = useState('')
  const [withOption, setWithOption] = useState(false)
  const [isComplete, setComplete] = useState(true)
  const isReady = isComplete && (typedName === undefined || typed.trim() === typedName)

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onConfirm({ withOption })
      }}
    >
      <Stack gap="md">
        {warning && (
          <Text fw={600} c="var(--lk-warn)">
            {warning}
          </Text>
        )}
        <Text component="div" size="sm">
          {consequence}
        </Text>
        {fields?.(setComplete)}
        {option && (
          <Checkbox
            label={option}
            checked={withOption}
            onChange={(event) => setWithOption(event.currentTarget.checked)}
          />
        )}
        {typedName !== undefined && (
          <TextInput
            label={t('dialog.type_name', { name: typedName })}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button onClick={onCancel} {...(fields ? {} : { 'data-autofocus': true })}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="filled"
            disabled={!isReady}
            {...(isHarmless ? {} : { color: 'red.9' })}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
