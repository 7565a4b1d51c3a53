import type { Context } from '../../../context.ts'
import { listOf, listQuery } from '../../../http/list-schema.ts'
import { DateTime, DateTimeOrNull, nullable, oneOf, Type } from '../../../http/schema.ts'
import { toIsoString } from '../../../text/date-time.ts'
import { emailKinds, locales } from '../email-kinds.ts'
import { isCustom } from './change-text.ts'
import type { EmailTextChange } from './email-text-repository.ts'
import { sampleVariables } from './preview-text.ts'
import type { EmailText } from './read-texts.ts'
import { variablesOf } from './text-variables.ts'

const subject = Type.String({ maxLength: 200, description: 'Subject.' })
const body = Type.String({ maxLength: 20_000, description: 'Text in Markdown.' })

export const TextName = Type.Object({
  kind: oneOf(emailKinds, 'What the email is about.'),
  locale: oneOf(locales, 'Language.'),
})

const summaryProperties = {
  kind: oneOf(emailKinds, 'What the email is about.'),
  locale: oneOf(locales, 'Language.'),
  subject,
  is_custom: Type.Boolean({ description: 'Whether it was changed from the built-in text.' }),
  changed_at: DateTimeOrNull('Last change.'),
  changed_by: nullable<string>('string', { description: 'Who made it.' }),
  version: Type.Integer({ description: 'Version; the ID of the last change, or 0.' }),
}

const exampleSummary = {
  kind: 'reset_password' as const,
  locale: 'en' as const,
  subject: 'Reset your password',
  is_custom: true,
  changed_at: '2030-01-01T00:00:00.000Z',
  changed_by: 'admin@example.com',
  version: 3,
}

export const TextList = Type.Object(
  { results: Type.Array(Type.Object(summaryProperties), { description: 'All texts.' }) },
  { title: 'EmailTextList', description: 'All texts.', examples: [{ results: [exampleSummary] }] },
)

const exampleText = { subject: 'Reset your password', body: 'Type this code:\n\n**{{code}}**' }

export const TextDetails = Type.Object(
  {
    ...summaryProperties,
    body,
    built_in: Type.Object({ subject, body }, { description: 'The text after a reset.' }),
    variables: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Its name; a text contains it as `{{name}}`.' }),
        sample: Type.String({ description: 'A value as the preview shows it.' }),
        is_required: Type.Boolean({ description: 'Whether the text has to show it.' }),
      }),
      { description: 'What the text can show.' },
    ),
  },
  {
    title: 'EmailText',
    description: 'What an email says.',
    examples: [
      {
        ...exampleSummary,
        ...exampleText,
        built_in: exampleText,
        variables: [{ name: 'code', sample: '1234 5678', is_required: true }],
      },
    ],
  },
)

export const TextChangeBody = Type.Object(
  {
    subject: Type.Optional(subject),
    body: Type.Optional(body),
    version: Type.Optional(
      Type.Integer({ description: 'Expected version; if it differs, nothing is changed.' }),
    ),
  },
  { description: 'What to change.', examples: [{ subject: 'Choose a new password' }] },
)

export const PreviewBody = Type.Object(
  { subject, body },
  { description: 'The text to preview; it does not have to be saved.', examples: [exampleText] },
)

export const Preview = Type.Object(
  {
    subject: Type.String({ description: 'Subject.' }),
    text: Type.String({ description: 'Plain part.' }),
    html: Type.String({ description: 'HTML part.' }),
  },
  {
    title: 'EmailPreview',
    description: 'Both parts of the message.',
    examples: [
      {
        subject: 'Reset your password',
        text: 'Type this code:\n\n1234 5678\n',
        html: '<!doctype html>…',
      },
    ],
  },
)

export const SentText = Type.Object(
  { subject: Type.Optional(subject), body: Type.Optional(body) },
  {
    title: 'EmailTextToSend',
    description: 'The text to send; what is absent is as it is saved.',
    examples: [exampleText],
  },
)

const FiledText = Type.Object(
  {
    kind: oneOf(emailKinds, 'What the email is about.'),
    locale: oneOf(locales, 'Language.'),
    subject,
    body,
  },
  { title: 'EmailTextOfFile' },
)

const exampleFile = {
  texts: [{ kind: 'reset_password' as const, locale: 'en' as const, ...exampleText }],
}

export const TextFile = Type.Object(
  {
    texts: Type.Array(FiledText, { description: 'The texts that differ from the built-in ones.' }),
  },
  { title: 'EmailTextFile', description: 'Texts as a file.', examples: [exampleFile] },
)

export const TextImportBody = Type.Object(
  {
    texts: Type.Array(FiledText, { maxItems: 200, description: 'Texts to take over.' }),
    dry_run: Type.Optional(Type.Boolean({ description: 'Only validates the texts.' })),
  },
  { title: 'EmailTextImport', description: 'Texts of a file.', examples: [exampleFile] },
)

export const TextImportResult = Type.Object(
  {
    dry_run: Type.Boolean({ description: 'Whether this was a dry run.' }),
    changed: Type.Array(Type.String(), { description: 'Texts that change, as `kind/locale`.' }),
  },
  {
    title: 'EmailTextImportResult',
    description: 'Result.',
    examples: [{ dry_run: false, changed: ['reset_password/en'] }],
  },
)

const Change = Type.Object(
  {
    id: Type.Integer({ description: 'ID of the change: the version after it.' }),
    at: DateTime('Time.'),
    actor: Type.String({ description: 'Who made it.' }),
    source: Type.String({ description: 'console, api or command line.' }),
    subject: nullable<string>('string', { description: 'Subject; null: the built-in text.' }),
    body: nullable<string>('string', { description: 'Text; null: the built-in text.' }),
  },
  { title: 'EmailTextChange' },
)

export const History = listOf(Change, {
  id: 3,
  at: '2030-01-01T00:00:00.000Z',
  actor: 'admin@example.com',
  source: 'console',
  ...exampleText,
})

export const HistoryQuery = listQuery(['id'], {})

export function summaryBody({ kind, locale, subject, lastChange }: EmailText) {
  return {
    kind,
    locale,
    subject,
    is_custom: isCustom(lastChange),
    changed_at: toIsoString(lastChange?.changedAt),
    changed_by: lastChange?.actor ?? null,
    version: lastChange?.id ?? 0,
  }
}

export function textBody(context: Context, text: EmailText) {
  const samples = sampleVariables(context, text.kind, text.locale)
  return {
    ...summaryBody(text),
    body: text.body,
    built_in: text.builtIn,
    variables: variablesOf(text.kind).map(({ name, isRequired }) => ({
      name,
      sample: samples[name] ?? '',
      is_required: isRequired,
    })),
  }
}

export function changeBody({ id, changedAt, actor, source, subject, body }: EmailTextChange) {
  return { id, at: toIsoString(changedAt), actor, source, subject, body }
}
