import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../api/client.ts'
import type { EmailText, EmailTextChange } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { QueryStates } from '../../../kit/query-states.tsx'
import { Section } from '../../../kit/section.tsx'
import { Timestamp } from '../../../kit/timestamp.tsx'
import type { TextDraft } from './use-text-form.ts'

interface TextHistoryProps {
  readonly text: EmailText
  /** Puts a text of the history into the editor. */
  readonly onUse: ((draft: TextDraft) => void) | undefined
}

/** What the text was before, newest first. */
export function TextHistory({ text: { kind, locale, version }, onUse }: TextHistoryProps) {
  const path = `email-templates/${kind}/${locale}/history/` as const
  const history = useQuery({
    queryKey: [path, version],
    queryFn: ({ signal }) => callApi('GET', path, { signal }),
  })

  return (
    <Section title={t('email.text_history')}>
      <QueryStates query={history} subject={t('email.text_history')}>
        {({ results }) =>
          results.length === 0 ? (
            <Text c="dimmed">{t('email.text_history_empty')}</Text>
          ) : (
            <ol className="lk-list">
              {results.map((change) => (
                <li key={change.id}>
                  <ChangeLine change={change} onUse={change.id === version ? undefined : onUse} />
                </li>
              ))}
            </ol>
          )
        }
      </QueryStates>
    </Section>
  )
}

interface ChangeLineProps {
  readonly change: EmailTextChange
  readonly onUse: TextHistoryProps['onUse']
}

function ChangeLine({ change: { id, at, actor, subject, body }, onUse }: ChangeLineProps) {
  const isReset = subject === null || body === null
  return (
    <Group gap="xs">
      <Timestamp at={at} />
      <Text span size="sm" className="lk-break">
        {actor}
      </Text>
      <Text span fw={600} className="lk-grow lk-break">
        {isReset ? t('email.text_to_built_in') : subject}
      </Text>
      {!isReset && onUse && (
        <Button
          size="compact-sm"
          aria-label={t('email.text_use_of', { id: String(id) })}
          onClick={() => onUse({ subject, body })}
        >
          {t('email.text_use')}
        </Button>
      )}
      {body && (
        <details className="lk-full">
          <summary>{t('email.text_body')}</summary>
          <pre className="lk-wrap">{body}</pre>
        </details>
      )}
    </Group>
  )
}
