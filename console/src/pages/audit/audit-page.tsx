import { Switch } from '@mantine/core'
import { useHover } from '@mantine/hooks'
import { useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { ExportMenu } from '../../kit/list/export-menu.tsx'
import { FilterBar } from '../../kit/list/filter-bar.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ColumnChooser } from '../../kit/table/column-chooser.tsx'
import { useColumns } from '../../kit/table/use-columns.ts'
import { ActorSearch } from './actor-search.tsx'
import { auditColumns } from './audit-columns.tsx'
import { AuditFilters, auditFilterNames } from './audit-filters.tsx'
import { AuditTable } from './audit-list.tsx'

const tailMilliseconds = 3_000

/** Who did what, when, and from where. */
export function AuditPage() {
  const [isLive, setLive] = useState(false)
  const { hovered: isHovered, ref } = useHover<HTMLDivElement>()
  const columns = useColumns('audit', auditColumns)
  const list = useList('audit/', {
    filters: auditFilterNames,
    // What people point at does not move away under them.
    refetchInterval: isLive && !isHovered ? tailMilliseconds : false,
  })

  return (
    <>
      <PageHeader
        title={t('nav.audit')}
        lead={t('audit.lead')}
        actions={<ApiRequest path="audit/" query={list.query} />}
      />
      <FilterBar
        count={auditFilterNames.filter((name) => name !== 'actor' && list.filters[name]).length}
        onClear={list.clearFilters}
        search={
          <ActorSearch
            value={list.filters['actor']}
            onChange={(actor) => list.setFilters({ actor })}
          />
        }
        actions={
          <>
            <Switch
              label={t('audit.live')}
              checked={isLive}
              onChange={(event) => setLive(event.currentTarget.checked)}
            />
            <ColumnChooser columns={columns} />
            <ExportMenu path="audit/export" query={list.matching} count={list.answer.data?.count} />
          </>
        }
      >
        <AuditFilters list={list} />
      </FilterBar>
      <div ref={ref}>
        <AuditTable list={list} columns={columns.shown} onResize={columns.resize} />
      </div>
    </>
  )
}
