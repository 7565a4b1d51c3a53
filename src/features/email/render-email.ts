import type { EmailKind, Locale } from './email-kinds.ts'
import { emailLayout } from './email-layout.ts'
import { de } from './templates/de.ts'
import { en } from './templates/en.ts'
import type { Templates } from './templates/template.ts'

const templates: Readonly<Record<Locale, Templates>> = { en, de }

export interface RenderedEmail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type TemplateVariables = Readonly<Record<string, string>>

/** Both parts of a message, from one Markdown source. @throws {Error} for a variable without a value. */
export async function renderEmail(
  kind: EmailKind,
  locale: Locale,
  variables: TemplateVariables,
): Promise<RenderedEmail> {
  const { subject, body } = templates[locale][kind]
  // Only sending needs it.
  const { marked } = await import('marked')
  const content = await marked.parse(fill(body, variables, escapeMarkdown))
  return {
    subject: fill(subject, variables, oneLine),
    text: `${fill(body, variables, oneLine).replaceAll('**', '')}\n`,
    html: emailLayout({ locale, title: subject, content }),
  }
}

function fill(
  template: string,
  variables: TemplateVariables,
  write: (value: string) => string,
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) throw new Error(`no value for the variable ${name}`)
    return write(value)
  })
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}

/** Our own addresses stay links; nothing else in a value is markup. */
function escapeMarkdown(value: string): string {
  const text = oneLine(value)
  if (/^https?:\/\/[\w.:/#-]+$/.test(text)) return text
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`)
}
