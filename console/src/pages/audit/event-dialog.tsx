import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { callApi } from '../../api/client.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { type Fact, Facts } from '../../kit/facts.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useUrlState } from '../../state/use-url-state.ts'
import { actorName } from './actor-name.ts'
import { EventSentence } from './event-sentence.tsx'
import { ObjectLink } from './object-link.tsx'

/** Everything about the event that the URL names. */
export function EventDialog() {
  const [{ event: id }, change] = useUrlState()
  const event = useQuery({
    queryKey: ['audit/', 'event', id],
    queryFn: ({ signal }) => callApi('GET', `audit/${Number(id)}/`, { signal }),
    enabled: id !== undefined,
  })

  return (
    <Dialog
      opened={id !== undefined}
      onClose={() => change({ event: undefined })}
      title={t('audit.event', { id: id ?? '' })}
      size="lg"
    >
      <QueryStates query={event} subject={t('audit.event', { id: id ?? '' })}>
        {(detail) => (
          <Stack gap="md">
            <Facts facts={factsOf(detail)} />
            {detail.changes && <Changes changes={detail.changes} />}
          </Stack>
        )}
      </QueryStates>
    </Dialog>
  )
}

function factsOf(event: AuditEvent): readonly Fact[] {
  return [
    { term: t('audit.at'), value: <Timestamp at={event.at} isExact /> },
    { term: t('audit.actor'), value: actorName(event.actor) },
    {
      term: t('audit.what'),
      value: (
        <>
          <EventSentence event={event} /> ({event.action})
        </>
      ),
    },
    { term: t('audit.object'), value: <ObjectLink event={event} /> },
    {
      term: t('audit.result'),
      value: t(`result.${event.result}`) + (event.code === null ? '' : ` (${event.code})`),
    },
    { term: t('audit.address'), value: event.address ?? '' },
    { term: t('audit.client'), value: event.user_agent ?? '' },
    {
      term: t('audit.request_id'),
      value: event.request_id && (
        <>
          {event.request_id}{' '}
          <CopyButton text={event.request_id} label={t('error.copy_request_id')} />
        </>
      ),
    },
  ]
}

/** From one value to the other. */
type Change = readonly [unknown, unknown]

function Changes({ changes }: { readonly changes: NonNullable<AuditEvent['changes']> }) {
  return (
    <Facts
      facts={Object.entries(changes as Record<string, Change>).map(([field, [from, to]]) => ({
        term: nameOfField(field),
        value: (
          <span className="lk-diff">
            <span>
              <del>{contentOf(from)}</del> <span aria-hidden="true">→</span>{' '}
              <ins>{contentOf(to)}</ins>
            </span>
          </span>
        ),
      }))}
    />
  )
}

/** `is_staff` is "Staff"; the keys of settings stay as they are. */
function nameOfField(field: string): string {
  const words = field.replace(/^is_|_at$/g, '').replaceAll('_', ' ')
  return field === field.toUpperCase() ? field : words.charAt(0).toUpperCase() + words.slice(1)
}

function contentOf(value: unknown): ReactNode {
  if (value === null || value === undefined || value === '') return t('settings.empty')
  if (typeof value === 'boolean') return t(value ? 'list.yes' : 'list.no')
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^\d{4}-\d\d-\d\dT/.test(value) ? <Timestamp at={value} isExact /> : value
}
