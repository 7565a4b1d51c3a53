import { Text } from '@mantine/core'
import type { EmailDelivery } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { Facts } from '../../kit/facts.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useCan } from '../../state/use-me.ts'
import { EmailTabs } from './email-tabs.tsx'
import { NoMailServer } from './no-mail-server.tsx'
import { SmtpTest } from './smtp-test.tsx'
import { useDelivery } from './use-delivery.ts'

/** The mail server: how it is reached, and whether it takes a message. */
export function MailServerPage() {
  const delivery = useDelivery()
  const mayTest = useCan()('email.send_email')

  return (
    <>
      <PageHeader
        title={t('email.server')}
        crumbs={[{ label: t('nav.email'), to: '/email/' }]}
        lead={t('email.server_lead')}
        actions={<ApiRequest path="email/" />}
      />
      <EmailTabs current="server" />
      <QueryStates query={delivery} subject={t('email.server')}>
        {(found) => (
          <>
            <NoMailServer delivery={found} />
            {found.is_configured && <Configuration delivery={found} />}
            {found.is_configured && mayTest && <SmtpTest />}
          </>
        )}
      </QueryStates>
    </>
  )
}

function Configuration({ delivery }: { readonly delivery: EmailDelivery }) {
  const { encryption, due, oldest_due_at: oldestAt } = delivery
  return (
    <Section title={t('email.configuration')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('email.source')}
      </Text>
      <Facts
        facts={[
          { term: t('email.host'), value: delivery.server },
          {
            term: t('email.encryption'),
            value: t(`email.encryption_${encryption as 'tls' | 'starttls' | 'none'}`),
          },
          { term: t('email.login_user'), value: delivery.user ?? t('email.no_login') },
          { term: t('email.from'), value: delivery.from },
          {
            term: t('email.waiting'),
            value: oldestAt ? (
              <>
                {t('email.waiting_since', { count: formatNumber(due) })} <Timestamp at={oldestAt} />
              </>
            ) : (
              formatNumber(due)
            ),
          },
        ]}
      />
    </Section>
  )
}
