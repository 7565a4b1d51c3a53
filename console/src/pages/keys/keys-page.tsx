import { Alert, Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { KeysPage as KeysAnswer } from '../../api/shapes.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { Section } from '../../kit/section.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useKeyColumns } from './key-columns.tsx'
import { RotateButton } from './rotate-button.tsx'

/** The keys that sign access tokens; the private halves never leave the server. */
export function KeysPage() {
  const keys = useQuery({
    queryKey: ['keys/'],
    queryFn: ({ signal }) => callApi('GET', 'keys/', { signal }),
  })

  return (
    <>
      <PageHeader
        title={t('nav.keys')}
        lead={t('keys.lead')}
        actions={
          <>
            <ApiRequest path="keys/" />
            {keys.data && <RotateButton keys={keys.data} />}
          </>
        }
      />
      <QueryStates query={keys} subject={t('nav.keys')}>
        {(answer) => <KeysContent answer={answer} />}
      </QueryStates>
    </>
  )
}

function KeysContent({ answer }: { readonly answer: KeysAnswer }) {
  const columns = useKeyColumns(answer.results)
  return (
    <>
      {answer.shared_secret && (
        <Alert
          variant="default"
          mb="md"
          icon={<Icon name="warning" />}
          title={t('keys.shared_title')}
        >
          {t('keys.shared_text')}
        </Alert>
      )}
      <DataTable
        caption={t('nav.keys')}
        columns={columns}
        rows={answer.results}
        idOf={({ kid }) => kid}
      />
      <Section title={t('keys.life')}>
        <ol>
          <li>{t('keys.life_next')}</li>
          <li>{t('keys.life_current')}</li>
          <li>{t('keys.life_previous')}</li>
          <li>{t('keys.life_retired')}</li>
        </ol>
        {!answer.shared_secret && <Rotation answer={answer} />}
        <Group gap="xs">
          <Text size="sm">{t('keys.public')}</Text>
          <Anchor href={answer.jwks_url} size="sm" className="lk-target lk-break">
            {answer.jwks_url}
          </Anchor>
          <CopyButton text={answer.jwks_url} label={t('keys.copy_url')} />
        </Group>
      </Section>
    </>
  )
}

/** Whether keys follow each other by themselves, and where that is set. */
function Rotation({ answer }: { readonly answer: KeysAnswer }) {
  const { rotation_interval_seconds: interval, next_rotation_at: nextAt } = answer
  return (
    <Text size="sm" mb="sm">
      {interval === 0
        ? t('keys.by_hand')
        : t('keys.by_itself', { interval: formatDuration(interval) })}{' '}
      {nextAt && (
        <>
          {t('keys.next_rotation')} <Timestamp at={nextAt} />.{' '}
        </>
      )}
      <Anchor
        component={Link}
        href="/constance/config/#KEY_ROTATION_INTERVAL"
        size="sm"
        className="lk-target"
      >
        {t('keys.change_interval')}
      </Anchor>
    </Text>
  )
}
