import { Button, Group, Kbd, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ApiError, describeError } from '../api/api-error.ts'
import { t } from '../i18n/translate.ts'
import { CopyButton } from './copy-button.tsx'

const undoMilliseconds = 10_000
const doneMilliseconds = 6_000

// The latest thing that can be undone, for the keyboard shortcut.
let latestUndo: (() => void) | undefined

/** Says what the server has confirmed; with `undo`, offers to take it back for ten seconds. */
export function showDone(message: string, undo?: () => void): void {
  if (!undo) {
    notifications.show({ message, color: 'green', autoClose: doneMilliseconds, ...closeButton() })
    return
  }

  const id = crypto.randomUUID()
  const undoOnce = () => {
    forget()
    notifications.hide(id)
    undo()
  }
  const forget = () => {
    if (latestUndo === undoOnce) latestUndo = undefined
  }
  latestUndo = undoOnce
  notifications.show({
    id,
    message: <UndoMessage message={message} onUndo={undoOnce} />,
    autoClose: undoMilliseconds,
    onClose: forget,
    ...closeButton(),
  })
}

export function undoLatest(): void {
  latestUndo?.()
}

/** Says what went wrong, and under which id the server's log knows it. Stays until it is closed. */
export function showFailure(error: unknown): void {
  const requestId = error instanceof ApiError ? error.requestId : undefined
  notifications.show({
    title: t('toast.failed'),
    message: (
      <>
        <Text size="sm">{describeError(error)}</Text>
        {requestId && <RequestId id={requestId} />}
      </>
    ),
    color: 'red',
    autoClose: false,
    ...closeButton(),
  })
}

export function RequestId({ id }: { readonly id: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="xs" c="dimmed" className="lk-break">
        {t('error.request_id', { id })}
      </Text>
      <CopyButton text={id} label={t('error.copy_request_id')} />
    </Group>
  )
}

interface UndoMessageProps {
  readonly message: string
  readonly onUndo: () => void
}

function UndoMessage({ message, onUndo }: UndoMessageProps) {
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" onClick={onUndo} rightSection={<Kbd size="xs">z</Kbd>}>
        {t('action.undo')}
      </Button>
    </Group>
  )
}

function closeButton() {
  return { closeButtonProps: { 'aria-label': t('toast.close') } }
}
