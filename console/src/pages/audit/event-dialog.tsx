import { Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { type Fact, Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { useUrlState } from '../../state/use-url-state.ts'
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
    <Modal
      opened={id !== undefined}
      onClose={() => change({ event: undefined })}
      title={t('audit.event', { id: id ?? '' })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <QueryStates query={event} subject={t('audit.event', { id: id ?? '' })}>
        {(detail) => (
          <Stack gap="md">
            <Facts facts={factsOf(detail)} />
            {detail.changes && <Changes changes={detail.changes} />}
          </Stack>
        )}
      </QueryStates>
    </Modal>
  )
}

function factsOf(event: AuditEvent): readonly Fact[] {
  return [
    { term: t('audit.at'), value: <Moment at={event.at} isExact /> },
    { term: t('audit.actor'), value: `${event.actor.label} (${event.actor.kind})` },
    { term: t('audit.what'), value: `${event.sentence} (${event.action})` },
    { term: t('audit.object'), value: <ObjectLink event={event} /> },
    { term: t('audit.result'), value: event.code ?? t(`result.${event.result}`) },
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
        term: field,
        value: (
          <span className="lk-diff">
            <span>
              <del>{textOf(from)}</del> <span aria-hidden="true">→</span> <ins>{textOf(to)}</ins>
            </span>
          </span>
        ),
      }))}
    />
  )
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('settings.empty')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
