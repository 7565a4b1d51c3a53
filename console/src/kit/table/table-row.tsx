import { Checkbox, Table } from '@mantine/core'
import { useRef } from 'react'
import { t } from '../../i18n/translate.ts'
import type { Column } from './column.ts'
import { marked, sized } from './column-width.ts'
import type { Selection } from './use-selection.ts'

interface TableRowProps<Row> {
  readonly row: Row
  readonly id: number
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly selection?: Selection | undefined
}

export function TableRow<Row>({ row, id, label, columns, selection }: TableRowProps<Row>) {
  const isSelected = selection?.ids.has(id) ?? false
  const withShift = useRef(false)

  return (
    <Table.Tr role="row" {...(isSelected ? { 'data-selected': true } : {})}>
      {selection && (
        <Table.Td role="cell" className="lk-check-cell">
          <Checkbox
            aria-label={t('table.select_row', { label })}
            checked={isSelected}
            disabled={!selection.pageIds.includes(id)}
            onClick={(event) => {
              withShift.current = event.shiftKey
            }}
            onChange={() => selection.toggle(id, withShift.current)}
          />
        </Table.Td>
      )}
      {columns.map((column, index) =>
        index === 0 ? (
          <Table.Th key={column.id} scope="row" role="rowheader" {...sized(column.width)}>
            {column.cell(row)}
          </Table.Th>
        ) : (
          <Table.Td
            key={column.id}
            role="cell"
            data-label={column.header}
            {...sized(column.width)}
            {...marked(column)}
          >
            {column.cell(row)}
          </Table.Td>
        ),
      )}
    </Table.Tr>
  )
}
