import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { SessionDetail } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { Facts } from '../../kit/facts.tsx'
import { LinkCell } from '../../kit/link-cell.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { RevokeButton } from './session-columns.tsx'
import { reasonOf, SessionStateBadge } from './session-state.tsx'

/** One log-in on one device, and what became of its refresh token. */
export function SessionPage({ id }: { readonly id: number }) {
  const session = useQuery({
    queryKey: ['sessions/', id],
    queryFn: ({ signal }) => callApi('GET', `sessions/${id}/`, { signal }),
  })

  return (
    <>
      <PageHeader
        title={t('sessions.id', { id: String(id) })}
        crumbs={[{ label: t('sessions.title'), to: '/sessions/' }]}
        lead={session.data && <SessionStateBadge session={session.data} />}
        actions={
          <>
            <ApiRequest path={`sessions/${id}/`} />
            {session.data && <RevokeButton session={session.data} />}
          </>
        }
      />
      <QueryStates query={session} subject={t('sessions.id', { id: String(id) })}>
        {(detail) => (
          <>
            <SessionFacts session={detail} />
            <Section title={t('sessions.chain')}>
              <Text size="sm" c="dimmed" mb="sm">
                {t('sessions.chain_help', { count: detail.rotation_count })}
              </Text>
              <Chain session={detail} />
            </Section>
          </>
        )}
      </QueryStates>
    </>
  )
}

function SessionFacts({ session }: { readonly session: SessionDetail }) {
  return (
    <Section title={t('sessions.facts')}>
      <Facts
        facts={[
          {
            term: t('sessions.user'),
            value: <LinkCell to={`/users/${session.user.id}/`}>{session.user.email}</LinkCell>,
          },
          { term: t('sessions.client'), value: session.client },
          { term: t('sessions.user_agent'), value: session.user_agent ?? '' },
          { term: t('sessions.first_address'), value: session.address ?? '' },
          { term: t('sessions.last_address'), value: session.last_address ?? '' },
          { term: t('sessions.started'), value: <Timestamp at={session.created_at} /> },
          { term: t('sessions.last_used'), value: <Timestamp at={session.last_used_at} /> },
          // What has ended does not expire any more.
          ...(session.state === 'active'
            ? [{ term: t('sessions.expires'), value: <Timestamp at={session.expires_at} /> }]
            : []),
          { term: t('sessions.rotations'), value: formatNumber(session.rotation_count) },
        ]}
      />
    </Section>
  )
}

/** The life of the refresh token; what was presented twice stands out. */
function Chain({ session }: { readonly session: SessionDetail }) {
  return (
    <ol className="lk-list">
      {session.chain.map((link) => (
        <li key={`${link.event}-${link.at}`}>
          <StatusBadge tone={link.event === 'reuse_detected' ? 'fail' : 'neutral'}>
            {t(`chain.${link.event}`)}
          </StatusBadge>{' '}
          <Timestamp at={link.at} isExact /> <Circumstances session={session} link={link} />
        </li>
      ))}
    </ol>
  )
}

function Circumstances({ session, link }: CircumstancesProps) {
  const detail = link.event === 'ended' ? reasonOf(session) : link.detail
  return (
    <>
      {link.address && t('sessions.from', { address: link.address })}
      {link.address && detail && ' · '}
      {detail}
    </>
  )
}

interface CircumstancesProps {
  readonly session: SessionDetail
  readonly link: SessionDetail['chain'][number]
}
