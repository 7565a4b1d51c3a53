/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

/** Builds markup; every value is escaped unless it is markup itself. Lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  const parts = strings.map(
    (text, index) => text + (index < values.length ? toMarkup(values[index]) : ''),
  )
  return new Html(parts.join(''))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function toMarkup(value: unknown): string {
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(toMarkup).join('')
  if (value === undefined || value === null || value === false) return ''
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
