import { Checkbox, Table, UnstyledButton } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'
import type { Column } from './column.ts'
import type { Selection } from './use-selection.ts'

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly selection?: Selection | undefined
  readonly sort?: string | undefined
  readonly onSort?: ((sort: string) => void) | undefined
}

export function TableHead<Row>(props: TableHeadProps<Row>) {
  const { columns, selection, sort, onSort } = props
  const pageIds = selection?.pageIds ?? []
  const chosen = pageIds.filter((id) => selection?.ids.has(id)).length

  return (
    <Table.Thead>
      <Table.Tr>
        {selection && (
          <Table.Th scope="col" className="lk-check-cell">
            <Checkbox
              aria-label={t('table.select_page')}
              checked={chosen > 0 && chosen === pageIds.length}
              indeterminate={chosen > 0 && chosen < pageIds.length}
              onChange={selection.togglePage}
            />
          </Table.Th>
        )}
        {columns.map((column) =>
          column.sort && onSort ? (
            <SortableHeading
              key={column.id}
              {...column}
              sort={column.sort}
              current={sort}
              onSort={onSort}
            />
          ) : (
            <Table.Th key={column.id} scope="col">
              {column.header}
            </Table.Th>
          ),
        )}
      </Table.Tr>
    </Table.Thead>
  )
}

interface SortableHeadingProps {
  readonly header: string
  readonly sort: string
  readonly current: string | undefined
  readonly onSort: (sort: string) => void
}

function SortableHeading({ header, sort, current, onSort }: SortableHeadingProps) {
  const isAscending = current === sort
  const isDescending = current === `-${sort}`
  const order = isAscending ? 'ascending' : 'descending'
  const icon = isAscending ? 'up' : 'down'

  return (
    <Table.Th scope="col" {...(isAscending || isDescending ? { 'aria-sort': order } : {})}>
      <UnstyledButton className="lk-sort" onClick={() => onSort(isAscending ? `-${sort}` : sort)}>
        {header}
        <Icon name={isAscending || isDescending ? icon : 'sort'} size={14} />
      </UnstyledButton>
    </Table.Th>
  )
}
