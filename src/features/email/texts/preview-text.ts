import type { Context } from '../../../context.ts'
import { appearance, commonVariables, formatTime } from '../build-email.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import { type RenderedEmail, renderEmail, type TemplateVariables } from '../render-email.ts'
import type { Template } from '../templates/template.ts'
import { assertValidText } from './check-text.ts'

const day = 86_400_000

/** A message as it would look, with values that open nothing. @throws {ApiError} `validation_failed` */
export function previewText(
  context: Context,
  { kind, locale }: { readonly kind: EmailKind; readonly locale: Locale },
  text: Template,
): Promise<RenderedEmail> {
  assertValidText(kind, text)
  return renderEmail(text, appearance(context, locale), sampleVariables(context, locale))
}

/** A value for every variable. */
export function sampleVariables(context: Context, locale: Locale): TemplateVariables {
  const { config, now } = context
  return {
    ...commonVariables(context, locale, now()),
    code: '1234 5678',
    link: `${config.publicUrl}/account/#example`,
    until: formatTime(locale, now() + day),
  }
}
