import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { EmailDetail } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Facts } from '../../kit/facts.tsx'
import { LinkCell } from '../../kit/link-cell.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { labelOfKind } from './email-kind.ts'
import { EmailStateBadge } from './email-state.tsx'
import { RetryButton } from './retry-button.tsx'

/** One email, without what it says. */
export function EmailPage({ id }: { readonly id: number }) {
  const title = t('email.id', { id: String(id) })
  const email = useQuery({
    queryKey: ['emails/', id],
    queryFn: ({ signal }) => callApi('GET', `emails/${id}/`, { signal }),
  })

  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t('nav.email'), to: '/email/' }]}
        lead={email.data && <EmailStateBadge email={email.data} />}
        actions={
          <>
            <ApiRequest path={`emails/${id}/`} />
            {email.data && <RetryButton email={email.data} />}
          </>
        }
      />
      <QueryStates query={email} subject={title}>
        {(detail) => <EmailFacts email={detail} />}
      </QueryStates>
    </>
  )
}

function EmailFacts({ email }: { readonly email: EmailDetail }) {
  const { user_id: userId, sent_at: sentAt, message_id: messageId } = email
  return (
    <Section title={t('email.details')}>
      <Facts
        facts={[
          { term: t('email.recipient'), value: email.recipient },
          { term: t('email.kind'), value: labelOfKind(email.kind) },
          { term: t('email.locale'), value: email.locale },
          ...(userId === null
            ? []
            : [
                {
                  term: t('email.user'),
                  value: (
                    <LinkCell to={`/users/${userId}/`}>
                      {t('user.id', { id: String(userId) })}
                    </LinkCell>
                  ),
                },
              ]),
          { term: t('email.created'), value: <Timestamp at={email.created_at} isExact /> },
          ...(email.state === 'due'
            ? [{ term: t('email.due'), value: <Timestamp at={email.due_at} isExact /> }]
            : []),
          ...(sentAt ? [{ term: t('email.sent'), value: <Timestamp at={sentAt} isExact /> }] : []),
          { term: t('email.attempts'), value: formatNumber(email.attempts) },
          ...(email.last_error ? [{ term: t('email.error'), value: email.last_error }] : []),
          {
            term: t('email.message_id'),
            value: (
              <Group gap="xs">
                <code className="lk-break">{messageId}</code>
                <CopyButton text={messageId} label={t('email.copy_message_id')} />
              </Group>
            ),
          },
        ]}
      />
    </Section>
  )
}
