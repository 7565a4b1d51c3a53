import { Text } from '@mantine/core'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import { Moment } from '../../kit/moment.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import type { Column } from '../../kit/table/column.ts'
import { OpenEventLink } from './open-event-link.tsx'

export const auditColumns: readonly Column<AuditEvent>[] = [
  {
    id: 'at',
    header: t('audit.at'),
    isFixed: true,
    cell: (event) => <OpenEventLink event={event} />,
  },
  { id: 'actor', header: t('audit.actor'), cell: ({ actor }) => actor.label || actor.kind },
  {
    id: 'sentence',
    header: t('audit.what'),
    cell: (event) => <Text size="sm">{event.sentence}</Text>,
  },
  { id: 'object', header: t('audit.object'), cell: (event) => <ObjectLink event={event} /> },
  {
    id: 'result',
    header: t('audit.result'),
    cell: ({ result, code }) => (
      <StatusBadge tone={result === 'success' ? 'ok' : 'fail'}>
        {code ?? t(`result.${result}`)}
      </StatusBadge>
    ),
  },
  { id: 'address', header: t('audit.address'), cell: ({ address }) => address ?? '' },
  { id: 'action', header: t('audit.action'), isExtra: true, cell: ({ action }) => action },
  {
    id: 'request_id',
    header: t('audit.request_id'),
    isExtra: true,
    cell: (event) => event.request_id ?? '',
  },
  {
    id: 'exact',
    header: t('audit.exact_time'),
    isExtra: true,
    cell: ({ at }) => <Moment at={at} isExact />,
  },
]

const pagesOfObjects: Readonly<Record<string, string>> = {
  user: '/users/',
  group: '/groups/',
  session: '/sessions/',
}

/** What it was done to, and the way there where there is one. */
export function ObjectLink({ event: { object } }: { readonly event: AuditEvent }) {
  if (!object) return undefined
  const label = object.label || `${object.type} ${object.id}`
  const page = pagesOfObjects[object.type]
  if (page) return <LinkCell to={`${page}${object.id}/`}>{label}</LinkCell>
  if (object.type === 'setting') {
    return <LinkCell to={`/constance/config/history/?key=${object.id}`}>{label}</LinkCell>
  }
  return label
}
