import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { Dialog, loadDialogs } from './dialog.tsx'

interface Opened {
  readonly id: number
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
}

// What was opened by a call instead of a component. What is closed stays until the next one opens: it fades, and gives
// the focus back.
let dialogs: readonly Opened[] = []
let count = 0
const listeners = new Set<() => void>()

type DialogRequest = Pick<Opened, 'title' | 'children'> & { readonly onClose?: () => void }

/** Opens a dialog from code that is no component; returns what closes it. */
export function openDialog({ title, children, onClose }: DialogRequest): () => void {
  count += 1
  const id = count
  const close = () => {
    const isOpen = dialogs.some((dialog) => dialog.id === id && dialog.isOpen)
    show(dialogs.map((dialog) => (dialog.id === id ? { ...dialog, isOpen: false } : dialog)))
    if (isOpen) onClose?.()
  }
  show([
    ...dialogs.filter(({ isOpen }) => isOpen),
    { id, isOpen: true, title, children, onClose: close },
  ])
  return close
}

/** Where they appear. */
export function OpenedDialogs() {
  const shown = useSyncExternalStore(subscribe, () => dialogs)
  useEffect(() => void requestIdleCallback(() => void loadDialogs().catch(() => undefined)), [])
  return shown.map(({ id, isOpen, ...dialog }) => <Dialog key={id} {...dialog} opened={isOpen} />)
}

function show(next: readonly Opened[]): void {
  dialogs = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
