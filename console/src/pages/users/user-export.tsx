import type { User } from '../../api/shapes.ts'
import { ExportMenu } from '../../kit/list/export-menu.tsx'
import type { List } from '../../kit/list/use-list.ts'
import type { Column } from '../../kit/table/column.ts'
import type { Selection } from '../../kit/table/use-selection.ts'

interface UserExportProps {
  readonly list: List<User>
  readonly selection: Selection
  readonly columns: readonly Column<User>[]
}

/** The users that are ticked as a file, otherwise all that the filter matches. */
export function UserExport({ list, selection, columns }: UserExportProps) {
  const shape = { sort: list.sort, columns: columns.map(({ id }) => id).join(',') }
  const ids = selection.isAllMatching ? [] : [...selection.ids]
  if (ids.length === 0) {
    const count = list.answer.data?.count
    return <ExportMenu path="users/export" query={{ ...list.matching, ...shape }} count={count} />
  }

  // Whatever becomes of them in the meantime: who was ticked is in the file.
  const ticked = { ids: ids.join(','), state: 'active,deactivated,deleted' }
  return (
    <ExportMenu
      path="users/export"
      query={{ ...ticked, ...shape }}
      count={ids.length}
      isSelection
    />
  )
}
