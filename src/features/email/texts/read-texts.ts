import type { Context } from '../../../context.ts'
import { type EmailKind, emailKinds, type Locale, locales } from '../email-kinds.ts'
import { builtInTexts } from '../templates/built-in-texts.ts'
import type { Template } from '../templates/template.ts'
import { effectiveText } from './effective-text.ts'
import {
  type EmailTextChange,
  findLatestTextChange,
  listLatestTextChanges,
} from './email-text-repository.ts'

/** The text of one kind in one locale, as it is in effect. */
export interface EmailText extends Template {
  readonly kind: EmailKind
  readonly locale: Locale
  readonly builtIn: Template
  readonly lastChange: EmailTextChange | undefined
}

export async function listTexts({ db }: Context): Promise<EmailText[]> {
  const changes = await listLatestTextChanges(db)
  return emailKinds.flatMap((kind) =>
    locales.map((locale) =>
      textOf(
        kind,
        locale,
        changes.find((change) => change.kind === kind && change.locale === locale),
      ),
    ),
  )
}

export async function readText(
  { db }: Context,
  kind: EmailKind,
  locale: Locale,
): Promise<EmailText> {
  return textOf(kind, locale, await findLatestTextChange(db, { kind, locale }))
}

function textOf(
  kind: EmailKind,
  locale: Locale,
  lastChange: EmailTextChange | undefined,
): EmailText {
  const builtIn = builtInTexts[locale][kind]
  return { kind, locale, ...effectiveText(lastChange, kind, locale), builtIn, lastChange }
}
