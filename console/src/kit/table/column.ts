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
  /** In pixels, when people chose one; otherwise the column is as wide as what is in it. */
  readonly width?: number | undefined
}
