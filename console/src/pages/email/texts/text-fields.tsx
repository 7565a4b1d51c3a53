import { Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EmailText } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { Section } from '../../../kit/section.tsx'
import type { TextForm } from './use-text-form.ts'

interface TextFieldsProps {
  readonly text: EmailText
  readonly form: TextForm
  readonly mayChange: boolean
  readonly actions: ReactNode
}

export function TextFields({ text, form, mayChange, actions }: TextFieldsProps) {
  const issueOf = (field: string) => form.issues[field]?.join(' ')
  return (
    <Section title={t('email.text_body')} actions={actions}>
      <Stack>
        {!mayChange && <Text c="dimmed">{t('user.no_change_right')}</Text>}
        <TextInput
          label={t('email.text_subject')}
          autoComplete="off"
          maxLength={200}
          readOnly={!mayChange}
          value={form.draft.subject}
          error={issueOf('subject')}
          onChange={(event) => form.set({ subject: event.currentTarget.value })}
        />
        <Textarea
          label={t('email.text_body')}
          description={t('email.text_body_help')}
          rows={18}
          resize="vertical"
          maxLength={20_000}
          readOnly={!mayChange}
          value={form.draft.body}
          error={issueOf('body')}
          onChange={(event) => form.set({ body: event.currentTarget.value })}
        />
        <Variables variables={text.variables} />
      </Stack>
    </Section>
  )
}

function Variables({ variables }: Pick<EmailText, 'variables'>) {
  return (
    <div>
      <Text fw={600} size="sm">
        {t('email.text_variables')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('email.text_variables_help')}
      </Text>
      <ul className="lk-list">
        {variables.map(({ name, sample, is_required: isRequired }) => (
          <li key={name}>
            <code>{`{{${name}}}`}</code>{' '}
            <Text span size="sm" c="dimmed" className="lk-break">
              {isRequired && `${t('email.text_required')}, `}
              {t('email.text_sample', { sample })}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}
