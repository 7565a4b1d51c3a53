import { Table } from '@mantine/core'
import { useRef } from 'react'
import type { Column } from './column.ts'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { useHiddenEdges } from './use-hidden-edges.ts'
import { useRowKeys } from './use-row-keys.ts'
import type { Selection } from './use-selection.ts'

export interface DataTableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => number | string
  /** Names the row for its checkbox. */
  readonly labelOf?: (row: Row) => string
  readonly selection?: Selection | undefined
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
  /** Columns whose width people may change; undefined makes it automatic again. */
  readonly onResize?: ((id: string, width: number | undefined) => void) | undefined
  readonly onOpen?: ((row: Row) => void) | undefined
  /** Newer rows are on their way. */
  readonly isBusy?: boolean
  /** The rows scroll beneath their headings, where they are what the page is about. */
  readonly isTall?: boolean
}

/** A table in a region of its own that scrolls, so that the page never does sideways. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, idOf, labelOf, selection, isBusy = false, isTall = false } = props
  const region = useRef<HTMLElement>(null)
  useHiddenEdges(region)
  useRowKeys(region, {
    open: (index) => rows[index] !== undefined && props.onOpen?.(rows[index]),
    select(index) {
      const id = Number(rows[index] && idOf(rows[index]))
      if (selection?.pageIds.includes(id)) selection.toggle(id, false)
    },
  })

  return (
    <section
      ref={region}
      className={isTall ? 'lk-table-region lk-tall' : 'lk-table-region'}
      aria-label={caption}
      aria-busy={isBusy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      <Table verticalSpacing={6} horizontalSpacing={7} highlightOnHover role="table">
        <Table.Caption className="lk-hidden">{caption}</Table.Caption>
        <TableHead
          columns={columns}
          selection={selection}
          sort={props.sort}
          onSort={props.onSort}
          onResize={props.onResize}
        />
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <TableRow
              key={idOf(row)}
              row={row}
              id={Number(idOf(row))}
              label={labelOf?.(row) ?? ''}
              columns={columns}
              selection={selection}
            />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
