import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../api/client.ts'
import type { EmailText } from '../../../api/shapes.ts'
import type { MessageKey } from '../../../i18n/messages.ts'
import { t } from '../../../i18n/translate.ts'
import { ApiRequest } from '../../../kit/api-request.tsx'
import { PageHeader } from '../../../kit/page-header.tsx'
import { QueryStates } from '../../../kit/query-states.tsx'
import { SaveBar } from '../../../kit/save-bar.tsx'
import { useLeaveGuard } from '../../../shell/leave-guard.ts'
import { useCan } from '../../../state/use-me.ts'
import { labelOfKind } from '../email-kind.ts'
import { SendTextButton } from './send-text-button.tsx'
import { TextFields } from './text-fields.tsx'
import { TextHistory } from './text-history.tsx'
import { TextPreview } from './text-preview.tsx'
import { useTextForm } from './use-text-form.ts'

interface TextPageProps {
  readonly kind: string
  readonly locale: string
}

/** What one email says in one language: its editor, how it looks, and what it said before. */
export function TextPage({ kind, locale }: TextPageProps) {
  const path = `email-templates/${kind}/${locale}/` as const
  const title = `${labelOfKind(kind)}, ${t(`email_locale.${locale}` as MessageKey)}`
  const text = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => callApi('GET', path, { signal }),
  })

  return (
    <>
      <PageHeader
        title={title}
        crumbs={[
          { label: t('nav.email'), to: '/email/' },
          { label: t('email.texts'), to: '/email/texts/' },
        ]}
        actions={<ApiRequest path={path} />}
      />
      <QueryStates query={text} subject={title}>
        {(found) => <Editor text={found} />}
      </QueryStates>
    </>
  )
}

function Editor({ text }: { readonly text: EmailText }) {
  const mayChange = useCan()('email.change_template')
  const form = useTextForm(text)
  useLeaveGuard(form.isDirty)

  return (
    <>
      <div className="lk-editor">
        <TextFields
          text={text}
          form={form}
          mayChange={mayChange}
          actions={
            <>
              <SendTextButton text={text} draft={form.draft} />
              {mayChange && text.is_custom && (
                <Button loading={form.isRunning} onClick={() => void form.reset()}>
                  {t('email.text_reset')}
                </Button>
              )}
            </>
          }
        />
        <TextPreview text={text} draft={form.draft} onIssues={form.setIssues} />
      </div>
      <TextHistory text={text} onUse={mayChange ? form.set : undefined} />
      {form.isDirty && mayChange && (
        <SaveBar
          isSaving={form.isRunning}
          onSave={() => void form.save()}
          onDiscard={form.discard}
        />
      )}
    </>
  )
}
