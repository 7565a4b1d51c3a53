import { Checkbox, Table, UnstyledButton } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'
import type { Column } from './column.ts'
import { marked, sized } from './column-width.ts'
import { ResizeEdge } from './resize-edge.tsx'
import type { Selection } from './use-selection.ts'

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly selection?: Selection | undefined
  readonly sort?: string | undefined
  readonly onSort?: ((sort: string) => void) | undefined
  readonly onResize?: ((id: string, width: number | undefined) => void) | undefined
}

export function TableHead<Row>(props: TableHeadProps<Row>) {
  const { columns, selection, sort, onSort, onResize } = props
  const pageIds = selection?.pageIds ?? []
  const chosen = pageIds.filter((id) => selection?.ids.has(id)).length

  return (
    <Table.Thead role="rowgroup">
      <Table.Tr role="row">
        {selection && (
          <Table.Th scope="col" role="columnheader" className="lk-check-cell">
            <Checkbox
              aria-label={t('table.select_page')}
              checked={chosen > 0 && chosen === pageIds.length}
              indeterminate={chosen > 0 && chosen < pageIds.length}
              onChange={selection.togglePage}
            />
          </Table.Th>
        )}
        {columns.map((column) => (
          <Heading
            key={column.id}
            column={column}
            sort={sort}
            onSort={onSort}
            onResize={onResize}
          />
        ))}
      </Table.Tr>
    </Table.Thead>
  )
}

interface HeadingProps<Row> extends Pick<TableHeadProps<Row>, 'sort' | 'onSort' | 'onResize'> {
  readonly column: Column<Row>
}

function Heading<Row>({ column, sort: current, onSort, onResize }: HeadingProps<Row>) {
  const { id, header, sort, width, isAction = false } = column
  const order = sort !== undefined && onSort ? orderOf(current, sort) : undefined

  return (
    <Table.Th
      scope="col"
      role="columnheader"
      {...sized(width)}
      {...marked(column)}
      {...(order ? { 'aria-sort': order } : {})}
    >
      {sort !== undefined && onSort ? (
        <UnstyledButton
          className="lk-sort"
          onClick={() => onSort(order === 'ascending' ? `-${sort}` : sort)}
        >
          {header}
          <Icon name={order ? iconOf[order] : 'sort'} size={14} />
        </UnstyledButton>
      ) : (
        <span className={isAction ? 'lk-hidden' : undefined}>{header}</span>
      )}
      {onResize && !isAction && <ResizeEdge onResize={(width) => onResize(id, width)} />}
    </Table.Th>
  )
}

const iconOf = { ascending: 'up', descending: 'down' } as const

function orderOf(current: string | undefined, sort: string) {
  if (current === sort) return 'ascending'
  return current === `-${sort}` ? 'descending' : undefined
}
