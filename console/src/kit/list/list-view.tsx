import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../i18n/translate.ts'
import { EmptyState } from '../empty-state.tsx'
import { Failed, Loading } from '../query-states.tsx'
import type { Column } from '../table/column.ts'
import { DataTable } from '../table/data-table.tsx'
import type { Selection } from '../table/use-selection.ts'
import { Pager } from './pager.tsx'
import type { List } from './use-list.ts'

interface ListViewProps<Row> {
  readonly list: List<Row>
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => number
  readonly labelOf: (row: Row) => string
  readonly selection?: Selection | undefined
  readonly onOpen?: (row: Row) => void
  readonly onResize?: ((id: string, width: number | undefined) => void) | undefined
  /** What is shown when there is nothing at all. */
  readonly empty: ReactNode
}

/** The rows of a list in one of its four states: loading, empty, nothing found, failed. */
export function ListView<Row>(props: ListViewProps<Row>) {
  const { list, caption, empty, ...table } = props
  const { data, error, isPlaceholderData, refetch } = list.answer

  if (error) return <Failed error={error} subject={caption} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.results.length === 0 && list.isFiltered) {
    return <NothingFound list={list} caption={caption} />
  }
  if (data.results.length === 0) return empty
  return (
    <>
      <DataTable
        {...table}
        caption={caption}
        rows={data.results}
        sort={list.sort}
        onSort={list.setSort}
        isBusy={isPlaceholderData}
        isTall
      />
      <Pager list={list} />
    </>
  )
}

function NothingFound<Row>({ list, caption }: Pick<ListViewProps<Row>, 'list' | 'caption'>) {
  const set = Object.values(list.filters).filter((value) => value !== undefined)
  const { q, contains } = list.filters
  const isSearch = q !== undefined && set.length === (contains === undefined ? 1 : 2)
  const subject = caption.toLowerCase()

  return (
    <EmptyState
      title={t('list.nothing_found')}
      text={
        isSearch
          ? t('list.nothing_matches', { subject, text: q })
          : t('list.nothing_matches_filters', { subject })
      }
      action={
        <Group justify="center">
          {q !== undefined &&
            'contains' in list.filters &&
            list.matching['contains'] === undefined && (
              <Button onClick={() => list.setFilters({ contains: 'true' })}>
                {t('list.match_anywhere')}
              </Button>
            )}
          <Button onClick={list.clearFilters}>{t('list.clear_filters')}</Button>
        </Group>
      }
    />
  )
}
