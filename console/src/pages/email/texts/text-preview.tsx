import { Button, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError } from '../../../api/api-error.ts'
import { callApi } from '../../../api/client.ts'
import type { EmailPreview, EmailText } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { Section } from '../../../kit/section.tsx'
import { styleNonce } from '../../../style-nonce.ts'
import type { TextDraft, TextIssues } from './use-text-form.ts'

interface TextPreviewProps {
  readonly text: EmailText
  readonly draft: TextDraft
  readonly onIssues: (issues: TextIssues) => void
}

const parts = ['html', 'plain'] as const

type Part = (typeof parts)[number]

const debounceMilliseconds = 300

/** The draft as the server would send it, while it is typed. */
export function TextPreview({ text: { kind, locale }, draft, onIssues }: TextPreviewProps) {
  const [part, setPart] = useState<Part>('html')
  const { subject, body } = draft
  const [sent] = useDebouncedValue(JSON.stringify({ subject, body }), debounceMilliseconds)
  const path = `email-templates/${kind}/${locale}/preview/` as const
  const preview = useQuery({
    queryKey: [path, sent],
    queryFn: () => callApi('POST', path, { body: JSON.parse(sent) }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const { error } = preview
  useEffect(() => {
    onIssues(error instanceof ApiError ? error.fieldErrors : {})
  }, [error, onIssues])

  return (
    <Section
      title={t('email.text_preview')}
      actions={
        <Group gap="xs" role="group" aria-label={t('email.text_preview')}>
          {parts.map((each) => (
            <Button
              key={each}
              size="compact-sm"
              variant={each === part ? 'filled' : 'default'}
              aria-pressed={each === part}
              onClick={() => setPart(each)}
            >
              {t(`email.text_preview_${each}`)}
            </Button>
          ))}
        </Group>
      }
    >
      {error && <Text role="status">{t('email.text_preview_wait')}</Text>}
      {preview.data && <Parts preview={preview.data} part={part} />}
    </Section>
  )
}

function Parts({ preview, part }: { readonly preview: EmailPreview; readonly part: Part }) {
  return (
    <>
      <Text fw={600} mb="sm" className="lk-break">
        {preview.subject}
      </Text>
      {part === 'html' ? (
        <iframe
          className="lk-preview"
          title={t('email.text_preview')}
          sandbox=""
          // It has the policy of this page, and so its style needs the nonce of this page.
          srcDoc={preview.html.replace('<style>', `<style nonce="${styleNonce()}">`)}
        />
      ) : (
        <pre className="lk-wrap">{preview.text}</pre>
      )}
    </>
  )
}
