import { lazy, Suspense, useEffect, useState } from 'react'
import { onPaletteAsked, openPalette } from './open-palette.ts'

const LoadedPalette = lazy(async () => ({
  default: (await import('./palette.tsx')).CommandPalette,
}))

/** Ctrl K or ⌘ K, from anywhere. */
export function Palette() {
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)

  useEffect(
    () =>
      onPaletteAsked(() => {
        setWanted(true)
        setOpen(true)
      }),
    [],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      openPalette()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  if (!isWanted) return undefined
  return (
    <Suspense>
      <LoadedPalette isOpen={isOpen} onClose={() => setOpen(false)} />
    </Suspense>
  )
}
