import { type Html, html } from '../text/html.ts'

/** A description of a schema as markup: paragraphs, and code between backticks. */
export function prose(text: string | undefined): Html[] {
  if (!text) return []
  return text.split(/\n{2,}/).map((paragraph) => html`<p>${inline(paragraph)}</p>`)
}

/** The same within a line. */
export function inline(text: string): Html[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))
}
