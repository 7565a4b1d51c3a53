import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { callApi } from '../../../api/client.ts'
import type { EmailTextSummary } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { ApiRequest } from '../../../kit/api-request.tsx'
import { LinkCell } from '../../../kit/link-cell.tsx'
import { PageHeader } from '../../../kit/page-header.tsx'
import { QueryStates } from '../../../kit/query-states.tsx'
import { StatusBadge } from '../../../kit/status-badge.tsx'
import type { Column } from '../../../kit/table/column.ts'
import { DataTable } from '../../../kit/table/data-table.tsx'
import { Timestamp } from '../../../kit/timestamp.tsx'
import { labelOfKind } from '../email-kind.ts'
import { EmailTabs } from '../email-tabs.tsx'
import { TextsFile } from './texts-file.tsx'

/** The texts of all emails. */
export function TextsPage() {
  const [, navigate] = useLocation()
  const texts = useQuery({
    queryKey: ['email-templates/'],
    queryFn: ({ signal }) =>
      callApi('GET', 'email-templates/', {
        signal,
      }),
  })

  return (
    <>
      <PageHeader
        title={t('email.texts')}
        crumbs={[{ label: t('nav.email'), to: '/email/' }]}
        lead={t('email.texts_lead')}
        actions={
          <>
            <ApiRequest path="email-templates/" />
            <TextsFile />
          </>
        }
      />
      <EmailTabs current="texts" />
      <QueryStates query={texts} subject={t('email.texts')}>
        {({ results }) => (
          <DataTable
            caption={t('email.texts')}
            columns={columns}
            rows={results}
            idOf={({ kind, locale }) => `${kind}/${locale}`}
            onOpen={({ kind, locale }) => navigate(`/email/texts/${kind}/${locale}/`)}
          />
        )}
      </QueryStates>
    </>
  )
}

const columns: readonly Column<EmailTextSummary>[] = [
  {
    id: 'kind',
    header: t('email.kind'),
    isFixed: true,
    cell: ({ kind, locale }) => (
      <LinkCell to={`/email/texts/${kind}/${locale}/`}>{labelOfKind(kind)}</LinkCell>
    ),
  },
  {
    id: 'locale',
    header: t('email.locale'),
    cell: ({ locale }) => t(`email_locale.${locale}`),
  },
  { id: 'subject', header: t('email.text_subject'), cell: ({ subject }) => subject },
  {
    id: 'source',
    header: t('email.text_source'),
    cell: ({ is_custom: isCustom }) => (
      <StatusBadge tone={isCustom ? 'ok' : 'neutral'}>
        {isCustom ? t('email.text_custom') : t('email.text_built_in')}
      </StatusBadge>
    ),
  },
  {
    id: 'changed',
    header: t('email.text_changed'),
    cell: ({ changed_at: at }) => at && <Timestamp at={at} />,
  },
  {
    id: 'by',
    header: t('email.text_changed_by'),
    cell: ({ changed_by: by }) => by ?? '',
  },
]
