import type { Marked } from 'marked'
import { html } from '../../text/html.ts'
import type { Locale } from './email-kinds.ts'
import { emailLayout } from './email-layout.ts'
import type { Template } from './templates/template.ts'

export interface RenderedEmail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type TemplateVariables = Readonly<Record<string, string>>

export interface Appearance {
  readonly locale: Locale
  readonly color: string
}

/** Both parts of a message, from one Markdown source. @throws {Error} for a variable without a value. */
export async function renderEmail(
  template: Template,
  { locale, color }: Appearance,
  variables: TemplateVariables,
): Promise<RenderedEmail> {
  const subject = fill(template.subject, variables, oneLine)
  const content = await (await markdown()).parse(fill(template.body, variables, escapeMarkdown))
  return {
    subject,
    text: `${fill(template.body, variables, oneLine).replaceAll('**', '')}\n`,
    html: emailLayout({ locale, color, title: subject, content }),
  }
}

/** Markdown without what a message must not have: markup of its own, images, links that are no web or mail addresses. */
async function markdown(): Promise<Marked> {
  // Only sending needs it.
  const { Marked } = await import('marked')
  return new Marked({
    renderer: {
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
      link({ href, tokens, text }) {
        if (!/^(https?:\/\/|mailto:)/i.test(href)) return escapeHtml(text)
        return `<a href="${escapeHtml(href)}">${this.parser.parseInline(tokens)}</a>`
      },
    },
  })
}

function escapeHtml(text: string): string {
  return html`${text}`.markup
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
