import { CloseButton, Portal } from '@mantine/core'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { t } from '../i18n/translate.ts'

interface ShownToast {
  readonly id: string
  readonly title?: string
  readonly content: ReactNode
  readonly tone: 'ok' | 'warn' | 'fail' | 'neutral'
  /** Absent for what stays until people close it. */
  readonly milliseconds?: number
  readonly onClose?: () => void
}

const mostShown = 5

// Shown by calls from anywhere, like announcements.
let toasts: readonly ShownToast[] = []
const listeners = new Set<() => void>()

/** Shows a message; one of the same id is replaced in its place. */
export function putToast(toast: ShownToast): void {
  const isThere = toasts.some(({ id }) => id === toast.id)
  set(isThere ? toasts.map((each) => (each.id === toast.id ? toast : each)) : [...toasts, toast])
}

/** Changes what a message says, if it is still there. */
export function changeToast(id: string, content: ReactNode): void {
  set(toasts.map((each) => (each.id === id ? { ...each, content } : each)))
}

export function dropToast(id: string): void {
  const dropped = toasts.find((each) => each.id === id)
  set(toasts.filter((each) => each.id !== id))
  dropped?.onClose?.()
}

/** Where they appear: the latest, one below the other. Time stands still while people point at them. */
export function Toasts() {
  const all = useSyncExternalStore(subscribe, () => toasts)
  const [isHeld, setHeld] = useState(false)
  return (
    <Portal>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only holds the time. */}
      <div
        className="lk-toasts"
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {all.slice(-mostShown).map((toast) => (
          <ToastBox key={toast.id} toast={toast} isHeld={isHeld} />
        ))}
      </div>
    </Portal>
  )
}

function ToastBox({ toast, isHeld }: { readonly toast: ShownToast; readonly isHeld: boolean }) {
  const { id, title, content, tone, milliseconds } = toast
  useEffect(() => {
    if (milliseconds === undefined || isHeld) return
    const timer = setTimeout(() => dropToast(id), milliseconds)
    return () => clearTimeout(timer)
  }, [id, milliseconds, isHeld])

  return (
    <div role="alert" className="lk-toast" data-tone={tone}>
      <div className="lk-grow">
        {title && <b>{title}</b>}
        {content}
      </div>
      <CloseButton aria-label={t('toast.close')} onClick={() => dropToast(id)} />
    </div>
  )
}

function set(next: readonly ShownToast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
