import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { undoLatest } from '../../kit/toast.tsx'
import { useCan } from '../../state/use-me.ts'
import { navigationPages } from '../pages.ts'
import { Palette } from '../palette/palette-loader.tsx'
import { openShortcutList } from './open-shortcut-list.ts'
import { isSingleKey } from './single-keys.ts'

const chordMilliseconds = 1_500

/** The keyboard shortcuts that work on every page. Those of tables and forms live there. */
export function Shortcuts() {
  const [, navigate] = useLocation()
  const can = useCan()
  const chordUntil = useRef(0)

  useEffect(() => {
    const pageOf = (letter: string) =>
      navigationPages.find(({ key, permission }) => key === letter && can(permission))
    const actOf = (key: string) => {
      const page = Date.now() < chordUntil.current ? pageOf(key) : undefined
      chordUntil.current = key === 'g' && !page ? Date.now() + chordMilliseconds : 0
      return page ? () => navigate(page.to) : singleKeyActs[key]
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const act = isSingleKey(event) ? actOf(event.key) : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate, can])

  return <Palette />
}

const singleKeyActs: Readonly<Record<string, () => unknown>> = {
  '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
  '?': openShortcutList,
  z: undoLatest,
}
