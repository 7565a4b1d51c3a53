import { lazy, Suspense, useState } from 'react'
import type { DialogProps } from './loaded-modal.tsx'

/** Reads the code of dialogs, before somebody waits for it and while the server still has it. */
export const loadDialogs = () => import('./loaded-modal.tsx')

const LoadedModal = lazy(async () => ({ default: (await loadDialogs()).LoadedModal }))

/** A dialog over the page, whose code is read when the first one opens. */
export function Dialog(props: DialogProps) {
  const [isWanted, setWanted] = useState(props.opened)
  if (props.opened && !isWanted) setWanted(true)
  if (!isWanted) return undefined
  return (
    <Suspense>
      <LoadedModal {...props} />
    </Suspense>
  )
}
