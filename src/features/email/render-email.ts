import type { Marked } from 'marked'
import { html } from '../../text/html.ts'
import type { Locale } from './email-kinds.ts'
import { type EmailFooter, emailLayout, footerText } from './email-layout.ts'
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
  /** Who writes, and where there is more to read. */
  readonly footer: EmailFooter
}

/** The only variables whose value is an address to open. In others it is text, whatever it looks like. */
const addresses = ['link', 'forgot', 'security']

/** Both parts of a message, from one Markdown source. @throws {Error} for a variable without a value. */
export async function renderEmail(
  template: Template,
  { locale, color, footer }: Appearance,
  variables: TemplateVariables,
): Promise<RenderedEmail> {
  const subject = fill(template.subject, variables, oneLine)
  const content = await (await markdown()).parse(fill(template.body, variables, escapeMarkdown))
  const text = fill(template.body, variables, oneLine).replaceAll('**', '')
  return {
    subject,
    text: `${text}\n\n-- \n${footerText(footer)}\n`,
    html: emailLayout({ locale, color, title: subject, content, footer }),
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
  write: (value: string, name: string) => string,
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) throw new Error(`no value for the variable ${name}`)
    return write(value, name)
  })
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}

/** Addresses are links, as they are; nothing else in a value is markup. */
function escapeMarkdown(value: string, name: string): string {
  const text = oneLine(value)
  if (addresses.includes(name)) return `<${text}>`
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`)
}
