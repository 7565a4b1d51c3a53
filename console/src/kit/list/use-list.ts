import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useHistoryState } from 'wouter/use-browser-location'
import { callApi } from '../../api/client.ts'
import type { Query } from '../../api/query.ts'
import type { Page } from '../../api/shapes.ts'
import type { Answer, ListPath } from '../../api/typed-paths.ts'
import { type UrlState, useUrlState } from '../../state/use-url-state.ts'

interface ListOptions {
  /** The filters of this list, as they are called in the URL and by the server. */
  readonly filters: readonly string[]
  readonly defaultSort?: string
  /** What the list is limited to whatever the URL says. */
  readonly fixed?: Query
  readonly refetchInterval?: number | false
}

interface PagesBefore {
  readonly cursors?: readonly string[]
}

export type List<Row> = ReturnType<typeof useRows<Row>>

type RowOf<Path extends ListPath> =
  Answer<'GET', Path> extends { readonly results: readonly (infer Row)[] } ? Row : never

/** A list of the server whose filters, sorting and page are in the URL. */
export function useList<const Path extends ListPath>(
  path: Path,
  options: ListOptions,
): List<RowOf<Path>> {
  return useRows<RowOf<Path>>(path, options)
}

function useRows<Row>(path: ListPath, options: ListOptions) {
  const [url, change] = useUrlState()
  const before = useHistoryState<PagesBefore | null>()?.cursors ?? []
  const filters: UrlState = Object.fromEntries(options.filters.map((name) => [name, url[name]]))
  const sort = url['sort'] ?? options.defaultSort
  const matching: Query = { ...filters, ...options.fixed }
  const query: Query = {
    ...matching,
    sort: url['sort'],
    cursor: url['cursor'],
    count: url['count'],
  }

  const answer = useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) =>
      callApi('GET', path, { query, signal }) as Promise<unknown> as Promise<Page<Row>>,
    placeholderData: keepPreviousData,
    refetchInterval: options.refetchInterval ?? false,
  })
  const next = answer.data?.next ?? undefined

  return {
    answer,
    path,
    query,
    /** The query of what the filters match, for acts on all of it. */
    matching,
    filters,
    sort,
    isFiltered: Object.values(filters).some((value) => value !== undefined),
    isFirstPage: url['cursor'] === undefined,
    setFilters: (changes: UrlState, replace = false) =>
      change({ ...changes, cursor: undefined, count: undefined }, { replace }),
    clearFilters: () =>
      change({
        ...Object.fromEntries(options.filters.map((name) => [name, undefined])),
        cursor: undefined,
      }),
    setSort: (next: string) => change({ sort: next, cursor: undefined }),
    countExactly: () => change({ count: 'exact' }, { replace: true, state: { cursors: before } }),
    goFirst: () => change({ cursor: undefined }),
    goNext: next
      ? () => change({ cursor: next }, { state: { cursors: [...before, url['cursor'] ?? ''] } })
      : undefined,
    goPrevious:
      before.length > 0
        ? () =>
            change(
              { cursor: before.at(-1) || undefined },
              { state: { cursors: before.slice(0, -1) } },
            )
        : undefined,
  }
}
