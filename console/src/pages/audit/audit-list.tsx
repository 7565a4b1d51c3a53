import type { Query } from '../../api/query.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { type List, useList } from '../../kit/list/use-list.ts'
import type { Column } from '../../kit/table/column.ts'
import { useUrlState } from '../../state/use-url-state.ts'
import { auditColumns } from './audit-columns.tsx'
import { EventDialog } from './event-dialog.tsx'

/** The audit of one user or one group. */
export function AuditList({ fixed }: { readonly fixed: Query }) {
  const list = useList('audit/', { filters: [], fixed })
  return <AuditTable list={list} columns={auditColumns.filter(({ isExtra }) => !isExtra)} />
}

interface AuditTableProps {
  readonly list: List<AuditEvent>
  readonly columns: readonly Column<AuditEvent>[]
  readonly onResize?: ((id: string, width: number | undefined) => void) | undefined
}

export function AuditTable({ list, columns, onResize }: AuditTableProps) {
  const [, change] = useUrlState()
  return (
    <>
      <ListView
        list={list}
        caption={t('audit.events')}
        columns={columns}
        onResize={onResize}
        idOf={({ id }) => id}
        labelOf={({ sentence }) => sentence}
        onOpen={({ id }) => change({ event: String(id) })}
        empty={<EmptyState title={t('audit.empty')} text={t('audit.empty_text')} />}
      />
      <EventDialog />
    </>
  )
}
