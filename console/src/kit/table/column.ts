import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** The server's name for sorting by this column; absent when it cannot. */
  readonly sort?: string
  /** Cannot be switched off: it says which row this is. */
  readonly isFixed?: boolean
  /** Shown only when people choose it. */
  readonly isExtra?: boolean
  /** Stays in view at the end of the row while the other columns scroll. */
  readonly isAction?: boolean
  /** The columns of the export, where they are others than this one. */
  readonly exports?: readonly string[]
  /** In pixels, when people chose one; otherwise the column is as wide as what is in it. */
  readonly width?: number | undefined
}
