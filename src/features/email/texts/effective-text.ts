import type { Database } from '../../../database/tables.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import { builtInTexts } from '../templates/built-in-texts.ts'
import type { Template } from '../templates/template.ts'
import { type EmailTextChange, findLatestTextChange } from './email-text-repository.ts'

/** What staff made of a text, else the built-in one. Read for each message: a change is in effect on every node at once. */
export async function readEffectiveText(
  db: Database,
  kind: EmailKind,
  locale: Locale,
): Promise<Template> {
  return effectiveText(await findLatestTextChange(db, { kind, locale }), kind, locale)
}

export function effectiveText(
  change: EmailTextChange | undefined,
  kind: EmailKind,
  locale: Locale,
): Template {
  const { subject = null, body = null } = change ?? {}
  return subject !== null && body !== null ? { subject, body } : builtInTexts[locale][kind]
}
