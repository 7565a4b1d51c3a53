import { useCallback, useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { announce } from '../announce.tsx'

export interface Selection {
  readonly ids: ReadonlySet<number>
  /** The rows of this page that can be chosen. */
  readonly pageIds: readonly number[]
  /** Everything the filter matches, beyond what is on this page. */
  readonly isAllMatching: boolean
  readonly toggle: (id: number, withRange: boolean) => void
  readonly togglePage: () => void
  readonly selectAllMatching: () => void
  readonly clear: () => void
}

const none: ReadonlySet<number> = new Set()

/** The rows chosen on this page; given up when the filter (`scope`) changes. */
export function useSelection(pageIds: readonly number[], scope: string): Selection {
  const [ids, setIds] = useState(none)
  const [isAllMatching, setAllMatching] = useState(false)
  const last = useRef<number | undefined>(undefined)

  const select = useCallback((next: ReadonlySet<number>) => {
    setIds(next)
    setAllMatching(false)
    announce(next.size > 0 ? t('table.selected', { count: next.size }) : t('table.none_selected'))
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list.
  useEffect(() => {
    setIds(none)
    setAllMatching(false)
  }, [scope])

  return {
    ids,
    pageIds,
    isAllMatching,
    toggle(id, withRange) {
      select(toggled(ids, withRange ? rangeBetween(pageIds, last.current, id) : [id], !ids.has(id)))
      last.current = id
    },
    togglePage: () => select(pageIds.every((id) => ids.has(id)) ? none : new Set(pageIds)),
    selectAllMatching: () => setAllMatching(true),
    clear: () => select(none),
  }
}

function toggled(ids: ReadonlySet<number>, changed: readonly number[], isChosen: boolean) {
  const next = new Set(ids)
  for (const id of changed) {
    if (isChosen) next.add(id)
    else next.delete(id)
  }
  return next
}

function rangeBetween(pageIds: readonly number[], from: number | undefined, to: number) {
  const start = from === undefined ? -1 : pageIds.indexOf(from)
  const end = pageIds.indexOf(to)
  return start < 0 ? [to] : pageIds.slice(Math.min(start, end), Math.max(start, end) + 1)
}
