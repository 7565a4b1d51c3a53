import { useLocation } from 'wouter'
import type { Email } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { FilterBar } from '../../kit/list/filter-bar.tsx'
import { FilterSelect } from '../../kit/list/filter-select.tsx'
import { FilterText } from '../../kit/list/filter-text.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { type List, useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ColumnChooser } from '../../kit/table/column-chooser.tsx'
import { useColumns } from '../../kit/table/use-columns.ts'
import { emailColumns } from './email-columns.tsx'
import { kindOptions, labelOfKind } from './email-kind.ts'
import { EmailTabs } from './email-tabs.tsx'
import { NoMailServer } from './no-mail-server.tsx'
import { useDelivery } from './use-delivery.ts'

const filters = ['q', 'state', 'kind', 'user'] as const
const states = ['due', 'sent', 'failed', 'dropped', 'kept'] as const

/** The emails of the queue, and what became of them. */
export function OutboxPage() {
  const [, navigate] = useLocation()
  const list = useList('emails/', { filters })
  const columns = useColumns('emails', emailColumns)
  const delivery = useDelivery()

  return (
    <>
      <PageHeader
        title={t('nav.email')}
        lead={t('email.outbox_lead')}
        actions={<ApiRequest path="emails/" query={list.query} />}
      />
      <EmailTabs current="outbox" />
      <NoMailServer delivery={delivery.data} />
      <FilterBar
        count={filters.filter((name) => name !== 'q' && list.filters[name]).length}
        onClear={list.clearFilters}
        search={
          <SearchField
            label={t('email.search')}
            value={list.filters['q']}
            onSearch={(q) => list.setFilters({ q }, true)}
          />
        }
        actions={<ColumnChooser columns={columns} />}
      >
        <OutboxFilters list={list} />
      </FilterBar>
      <ListView
        list={list}
        caption={t('email.emails')}
        columns={columns.shown}
        onResize={columns.resize}
        idOf={({ id }) => id}
        labelOf={({ kind, recipient }) => `${labelOfKind(kind)}, ${recipient}`}
        onOpen={({ id }) => navigate(`/email/${id}/`)}
        empty={<EmptyState title={t('email.empty')} text={t('email.empty_text')} />}
      />
    </>
  )
}

function OutboxFilters({ list }: { readonly list: List<Email> }) {
  const field = (name: (typeof filters)[number]) => ({
    value: list.filters[name],
    onChange: (value: string | undefined) => list.setFilters({ [name]: value }),
  })
  const options = states.map((state) => ({ value: state, label: t(`email_state.${state}`) }))

  return (
    <>
      <FilterSelect label={t('email.state')} options={options} {...field('state')} />
      <FilterSelect label={t('email.kind')} options={kindOptions} {...field('kind')} />
      <FilterText label={t('email.user_id')} {...field('user')} />
    </>
  )
}
