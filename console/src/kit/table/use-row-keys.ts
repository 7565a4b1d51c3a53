import { type RefObject, useEffect } from 'react'
import { isFree, singleKeysAreOn } from '../../shell/shortcuts/single-keys.ts'

interface RowActs {
  readonly open: (index: number) => unknown
  readonly select: (index: number) => unknown
}

/** `j` and `k` or the arrows go through the rows, `x` selects, Enter opens. The focus is the cursor. */
export function useRowKeys(region: RefObject<HTMLElement | null>, acts: RowActs): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (region.current && isFree(event)) pressKey(event, region.current, acts)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}

function pressKey(event: KeyboardEvent, region: HTMLElement, acts: RowActs): void {
  const rows = [...region.querySelectorAll<HTMLElement>('tbody tr')]
  const current = rows.findIndex((row) => row.contains(document.activeElement))
  const act = actOf(event.key, region.contains(document.activeElement))

  if (act === 'next' || act === 'previous') {
    event.preventDefault()
    const place = current + (act === 'next' ? 1 : -1)
    focusRow(rows[Math.max(0, Math.min(rows.length - 1, place))])
  }
  if (act === 'select' && current >= 0) acts.select(current)
  if (act === 'open' && rows[current] === document.activeElement) acts.open(current)
}

const letterActs: Readonly<Record<string, 'next' | 'previous' | 'select'>> = {
  j: 'next',
  k: 'previous',
  x: 'select',
}

function actOf(key: string, isInside: boolean) {
  if (key === 'Enter') return 'open'
  if (isInside && key === 'ArrowDown') return 'next'
  if (isInside && key === 'ArrowUp') return 'previous'
  return singleKeysAreOn() ? letterActs[key] : undefined
}

function focusRow(row: HTMLElement | undefined): void {
  if (!row) return
  row.tabIndex = -1
  row.focus()
}
