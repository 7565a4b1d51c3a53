import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'
import { formatQuery } from '../api/query.ts'

export type UrlState = Readonly<Record<string, string | undefined>>

interface ChangeOptions {
  /** While typing: the state before it is one step back, not twenty. */
  readonly replace?: boolean
  /** For what the URL does not tell; lists remember the pages before. */
  readonly state?: unknown
}

/** The query of the URL as state: filters, sort, page and open detail live there, so that links restore them. */
export function useUrlState() {
  const [pathname, navigate] = useLocation()
  const values: UrlState = Object.fromEntries(new URLSearchParams(useSearch()))

  const change = useCallback(
    (changes: UrlState, options: ChangeOptions = {}) => {
      const current = Object.fromEntries(new URLSearchParams(location.search))
      navigate(`${pathname}${formatQuery({ ...current, ...changes })}`, options)
    },
    [pathname, navigate],
  )
  return [values, change] as const
}
