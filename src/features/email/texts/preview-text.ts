import type { Context } from '../../../context.ts'
import { appearance, commonVariables, formatTime } from '../build-email.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import { linkWith } from '../email-links.ts'
import { type RenderedEmail, renderEmail, type TemplateVariables } from '../render-email.ts'
import type { Template } from '../templates/template.ts'
import { assertValidText } from './check-text.ts'

const day = 86_400_000

/** What the link of a message is for, where that has another name. */
function verificationOf(kind: EmailKind): string {
  if (kind === 'email_changed_undo') return 'undo_email_change'
  return kind === 'account_deleted' ? 'restore_user' : kind
}

/** A message as it would look, with values that open nothing. @throws {ApiError} `validation_failed` */
export function previewText(
  context: Context,
  { kind, locale }: { readonly kind: EmailKind; readonly locale: Locale },
  text: Template,
): Promise<RenderedEmail> {
  assertValidText(kind, text)
  return renderEmail(text, appearance(context, locale), sampleVariables(context, kind, locale))
}

/** A value for every variable. */
export function sampleVariables(
  context: Context,
  kind: EmailKind,
  locale: Locale,
): TemplateVariables {
  const { now } = context
  return {
    ...commonVariables(context, locale, now()),
    code: '1234 5678',
    link: linkWith(context, verificationOf(kind), 'example'),
    device: 'Firefox on Windows',
    address: '203.0.113.7',
    until: formatTime(locale, now() + day),
  }
}
