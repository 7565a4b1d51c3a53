import type { Email } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { labelOfKind } from './email-kind.ts'
import { EmailStateBadge } from './email-state.tsx'
import { RetryButton } from './retry-button.tsx'

export const emailColumns: readonly Column<Email>[] = [
  {
    id: 'recipient',
    header: t('email.recipient'),
    isFixed: true,
    cell: ({ id, recipient }) => <LinkCell to={`/email/${id}/`}>{recipient}</LinkCell>,
  },
  { id: 'kind', header: t('email.kind'), cell: ({ kind }) => labelOfKind(kind) },
  {
    id: 'state',
    header: t('email.state'),
    cell: (email) => <EmailStateBadge email={email} />,
  },
  {
    id: 'created',
    header: t('email.created'),
    sort: 'id',
    cell: ({ created_at }) => <Timestamp at={created_at} />,
  },
  {
    id: 'sent',
    header: t('email.sent'),
    cell: ({ sent_at }) => sent_at && <Timestamp at={sent_at} />,
  },
  {
    id: 'attempts',
    header: t('email.attempts'),
    isExtra: true,
    cell: ({ attempts }) => formatNumber(attempts),
  },
  { id: 'locale', header: t('email.locale'), isExtra: true, cell: ({ locale }) => locale },
  {
    id: 'act',
    isAction: true,
    header: t('email.act'),
    cell: (email) => <RetryButton email={email} />,
  },
]
