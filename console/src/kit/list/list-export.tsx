import type { Query } from '../../api/query.ts'
import type { Selection } from '../table/use-selection.ts'
import { ExportMenu } from './export-menu.tsx'
import type { List } from './use-list.ts'

interface ListExportProps<Row> {
  readonly path: string
  readonly list: List<Row>
  readonly selection: Selection
  /** Every state a row may have: whatever becomes of those that were ticked, they are in the file. */
  readonly anyState: string
  /** How the rows are to come. */
  readonly shape?: Query
}

/** The rows that are ticked as a file, otherwise all that the filter matches. */
export function ListExport<Row>({
  path,
  list,
  selection,
  anyState,
  shape = {},
}: ListExportProps<Row>) {
  const ids = selection.isAllMatching ? [] : [...selection.ids]
  if (ids.length === 0) {
    const count = list.answer.data?.count
    return <ExportMenu path={path} query={{ ...list.matching, ...shape }} count={count} />
  }

  const ticked = { ids: ids.join(','), state: anyState }
  return <ExportMenu path={path} query={{ ...ticked, ...shape }} count={ids.length} isSelection />
}
