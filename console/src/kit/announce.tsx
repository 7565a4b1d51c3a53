import { VisuallyHidden } from '@mantine/core'
import { useSyncExternalStore } from 'react'

// One live region for the whole page: screen readers ignore regions that come with their text.
let announcement = ''
const listeners = new Set<() => void>()

/** Tells people who do not see the screen. */
export function announce(text: string): void {
  announcement = announcement === text ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

export function LiveRegion() {
  const text = useSyncExternalStore(subscribe, () => announcement)
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
