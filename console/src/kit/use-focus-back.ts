import { useEffect, useState } from 'react'

/**
 * At the end of what calls it the focus goes back to what had it before. Dialogs need it that are open from the
 * start, or open after a call: by the time their library looks, they have the focus themselves.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement)

  useEffect(
    () => () => {
      setTimeout(() => {
        const isLost = document.activeElement === document.body
        if (isLost && opener instanceof HTMLElement) opener.focus({ preventScroll: true })
      })
    },
    [opener],
  )
}
