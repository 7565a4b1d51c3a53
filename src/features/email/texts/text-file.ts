import { type Context, inTransaction } from '../../../context.ts'
import { ApiError, type FieldErrors, fieldErrors } from '../../../errors.ts'
import { type Administrator, assertPermission } from '../../permissions/administrator.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import type { Template } from '../templates/template.ts'
import { applyTextChanges, isCustom } from './change-text.ts'
import { assertValidText } from './check-text.ts'
import { listTexts } from './read-texts.ts'

/** A text as a file holds it. */
export interface FiledText extends Template {
  readonly kind: EmailKind
  readonly locale: Locale
}

/** Every text that differs from the built-in one, to be taken to another installation. */
export async function exportTexts(context: Context): Promise<FiledText[]> {
  const texts = await listTexts(context)
  return texts
    .filter(({ lastChange }) => isCustom(lastChange))
    .map(({ kind, locale, subject, body }) => ({ kind, locale, subject, body }))
}

export interface TextImport {
  readonly texts: readonly FiledText[]
  /** Validates, and says what would change. */
  readonly isDryRun: boolean
}

/**
 * Takes over the texts of a file, all or none; others stay as they are. Returns the names of those that really change.
 *
 * @throws {ApiError} `permission_denied`; `validation_failed`, naming each text with its issues.
 */
export async function importTexts(
  context: Context,
  { texts, isDryRun }: TextImport,
  administrator: Administrator,
): Promise<string[]> {
  assertPermission(administrator, 'email.change_template')
  assertValidTexts(texts)
  if (isDryRun) return changesOf(await listTexts(context), texts)
  return inTransaction(context, async (context) => {
    const requests = texts.map(({ kind, locale, subject, body }) => ({
      kind,
      locale,
      text: { subject, body },
      expectedVersion: undefined,
    }))
    return applyTextChanges(context, requests, administrator)
  })
}

export const nameOfText = ({ kind, locale }: Pick<FiledText, 'kind' | 'locale'>) =>
  `${kind}/${locale}`

function changesOf(current: readonly FiledText[], texts: readonly FiledText[]): string[] {
  const isSame = (one: FiledText, other: FiledText | undefined) =>
    one.subject === other?.subject && one.body === other.body
  return texts
    .filter(
      (text) =>
        !isSame(
          text,
          current.find((each) => nameOfText(each) === nameOfText(text)),
        ),
    )
    .map(nameOfText)
}

function assertValidTexts(texts: readonly FiledText[]): void {
  const issues: Record<string, readonly string[]> = {}
  const seen = new Set<string>()
  for (const text of texts) {
    const name = nameOfText(text)
    if (seen.has(name)) issues[name] = ['The file has this text twice.']
    seen.add(name)
    Object.assign(issues, issuesOf(text))
  }
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
}

/** What is wrong with a text, by its name and field. */
function issuesOf(text: FiledText): FieldErrors {
  try {
    assertValidText(text.kind, text)
    return {}
  } catch (error) {
    if (!(error instanceof ApiError) || !error.fields) throw error
    const named = Object.entries(error.fields).map(
      ([field, messages]) => [`${nameOfText(text)}/${field}`, messages] as const,
    )
    return Object.fromEntries(named)
  }
}
