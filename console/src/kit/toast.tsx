import { Button, Group, Kbd, Stack, Text } from '@mantine/core'
import { ApiError, describeError } from '../api/api-error.ts'
import { t } from '../i18n/translate.ts'
import { CopyButton } from './copy-button.tsx'
import { changeToast, dropToast, putToast } from './toasts.tsx'

const undoMilliseconds = 10_000
const doneMilliseconds = 6_000

// The latest thing that can be undone, for the keyboard shortcut.
let latestUndo: (() => void) | undefined

/** A message that is shown, perhaps no longer. */
export interface Toast {
  /** Adds what has become known since. */
  readonly add: (note: string) => void
}

/** Says what the server has confirmed; with `undo`, offers to take it back for ten seconds. */
export function showDone(message: string, undo?: () => void): Toast {
  const id = crypto.randomUUID()
  const undoOnce =
    undo &&
    (() => {
      dropToast(id)
      undo()
    })
  const contentWith = (note?: string) => (
    <DoneMessage message={message} note={note} onUndo={undoOnce} />
  )

  if (undoOnce) latestUndo = undoOnce
  putToast({
    id,
    content: contentWith(),
    tone: undoOnce ? 'neutral' : 'ok',
    milliseconds: undoOnce ? undoMilliseconds : doneMilliseconds,
    onClose() {
      if (latestUndo === undoOnce) latestUndo = undefined
    },
  })
  return { add: (note) => changeToast(id, contentWith(note)) }
}

/** Says what people should know; stays until it is closed, or cleared by its name. */
export function showWarning(name: string, title: string, message: string): void {
  putToast({ id: name, title, content: <Text size="sm">{message}</Text>, tone: 'warn' })
}

export function clearWarning(name: string): void {
  dropToast(name)
}

export function undoLatest(): void {
  latestUndo?.()
}

/** Says what went wrong, and under which id the server's log knows it. Stays until it is closed. */
export function showFailure(error: unknown): void {
  const requestId = error instanceof ApiError ? error.requestId : undefined
  putToast({
    id: crypto.randomUUID(),
    title: t('toast.failed'),
    content: (
      <>
        <Text size="sm">{describeError(error)}</Text>
        {requestId && <RequestId id={requestId} />}
      </>
    ),
    tone: 'fail',
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

interface DoneMessageProps {
  readonly message: string
  readonly note: string | undefined
  readonly onUndo: (() => void) | undefined
}

function DoneMessage({ message, note, onUndo }: DoneMessageProps) {
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2}>
        <Text size="sm">{message}</Text>
        {note && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </Stack>
      {onUndo && (
        <Button size="compact-sm" onClick={onUndo} rightSection={<Kbd size="xs">z</Kbd>}>
          {t('action.undo')}
        </Button>
      )}
    </Group>
  )
}
