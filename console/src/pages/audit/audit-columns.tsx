import { Text } from '@mantine/core'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { Clipped } from '../../kit/table/clipped.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { actorName } from './actor-name.ts'
import { EventSentence } from './event-sentence.tsx'
import { ObjectLink } from './object-link.tsx'
import { OpenEventLink } from './open-event-link.tsx'

export const auditColumns: readonly Column<AuditEvent>[] = [
  {
    id: 'at',
    header: t('audit.at'),
    isFixed: true,
    cell: (event) => <OpenEventLink event={event} />,
  },
  {
    id: 'actor',
    header: t('audit.actor'),
    cell: ({ actor }) => <Clipped>{actorName(actor)}</Clipped>,
  },
  {
    id: 'sentence',
    header: t('audit.what'),
    cell: (event) => (
      <Text component="div" size="sm" className="lk-sentence">
        <EventSentence event={event} />
      </Text>
    ),
  },
  {
    id: 'object',
    header: t('audit.object'),
    isExtra: true,
    cell: (event) => <ObjectLink event={event} />,
  },
  {
    id: 'result',
    header: t('audit.result'),
    cell: ({ result }) => (
      <StatusBadge tone={result === 'success' ? 'ok' : 'fail'}>{t(`result.${result}`)}</StatusBadge>
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
    cell: ({ at }) => <Timestamp at={at} isExact />,
  },
]
