import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { callApi } from '../../api/client.ts'
import { t } from '../../i18n/translate.ts'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { actorName } from '../audit/actor-name.ts'
import { EventSentence } from '../audit/event-sentence.tsx'

const query = { limit: 10 }

/** What happened last, as sentences. */
export function LatestEvents() {
  const events = useQuery({
    queryKey: ['audit/', query],
    queryFn: ({ signal }) => callApi('GET', 'audit/', { query, signal }),
  })

  return (
    <Section
      title={t('dashboard.latest')}
      actions={
        <Anchor component={Link} href="/audit/" size="sm" className="lk-target">
          {t('dashboard.all_events')}
        </Anchor>
      }
    >
      <QueryStates query={events} subject={t('dashboard.latest')}>
        {({ results }) => (
          <ul className="lk-list lk-events">
            {results.map((event) => (
              <li key={event.id}>
                <span className="lk-break">
                  <b>{actorName(event.actor)}</b> <EventSentence event={event} />{' '}
                  {event.result === 'failure' && (
                    <StatusBadge tone="fail">{t('result.failure')}</StatusBadge>
                  )}
                </span>
                <Text span size="sm" c="dimmed">
                  <Timestamp at={event.at} />
                </Text>
              </li>
            ))}
          </ul>
        )}
      </QueryStates>
    </Section>
  )
}
