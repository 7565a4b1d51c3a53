import { Marked, type Token, type Tokens } from 'marked'
import { Html, html } from '../../text/html.ts'
import { headingSlug } from './heading-slug.ts'
import { highlightExample } from './highlighted-examples.ts'
import { type ManualHeading, manualLayout } from './manual-layout.ts'
import type { ManualText } from './manual-text.ts'
import { pageAddress } from './page-address.ts'
import { splitAtTabs } from './tabs.ts'

interface RenderOptions {
  /** Without a server beside it: whose pages it names cannot be followed. */
  readonly isAlone?: boolean
}

/** A page of the manual as HTML. The text is our own: nothing in it comes from a user. */
export function renderManualPage(
  path: string,
  { markdown, file }: ManualText,
  { isAlone = false }: RenderOptions = {},
): string {
  const headings: ManualHeading[] = []
  const marked = new Marked()
  marked.use({
    renderer: {
      heading: headingInto(headings),
      code,
      codespan: codespanLinkedTo(isAlone ? manualPages : ownPages),
      table,
      html: dropComment,
    },
  })
  const tokens = marked.lexer(markdown)
  void marked.walkTokens(tokens, (token) => rewriteLink(token, file))
  const render = (part: Token[]) => new Html(marked.parser(part))
  const body = html`${splitAtTabs(tokens).map((part) =>
    'tabs' in part ? tabs(part.tabs, render) : render(part.tokens),
  )}`
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Manual'
  const href = path === '' ? '/docs/' : `/docs/${path}/`

  return manualLayout({ href, title, headings, body, isAlone })
}

/** The page for an address that the manual does not have. */
export function renderMissingManualPage(): string {
  const body = html`<h1>Page not found</h1>
<p>The manual has no page at this address. Choose one from the list of all pages, or start at the <a href="/docs/">index of the manual</a>.</p>`
  return manualLayout({ href: '', title: 'Page not found', headings: [], body })
}

type Renderer = { parser: { parseInline(tokens: Token[]): string } }

/** One below the other, each with its label, until the script makes tabs of them. */
function tabs(
  entries: ReadonlyArray<{ label: string; tokens: Token[] }>,
  render: (tokens: Token[]) => Html,
): Html {
  return html`<div class="alternatives" data-tabs>${entries.map(
    ({ label, tokens }) =>
      html`<section data-label="${label}"><p class="label">${label}</p>\n${render(tokens)}</section>\n`,
  )}</div>\n`
}

/** Renders headings and collects those that the contents of the page list. */
function headingInto(headings: ManualHeading[]) {
  return function heading(this: Renderer, { tokens, depth, text }: Tokens.Heading): string {
    const slug = headingSlug(text.replace(/\]\([^)]*\)|[`[\]]/g, ''))
    const content = this.parser.parseInline(tokens)
    // A link inside a link is not allowed.
    // Long names may break where a word of them ends.
    const withoutLinks = new Html(
      content.replace(/<\/?a\b[^>]*>/g, '').replace(/_(?=\w)(?![^<]*>)/g, '_<wbr>'),
    )
    if (depth === 2 || depth === 3) headings.push({ slug, depth, content: withoutLinks })
    return `<h${depth} id="${slug}">${content}</h${depth}>\n`
  }
}

/** Wide code scrolls, and whoever has no pointer must be able to reach what scrolls. */
function code({ text, lang = '' }: Tokens.Code): string {
  if (lang === '' || lang === 'text') {
    return html`<pre class="output" tabindex="0" role="region" aria-label="Output"><code>${text}</code></pre>\n`
      .markup
  }
  return html`<div class="example"><pre tabindex="0" role="region" aria-label="Example, ${lang}"><code>${highlightExample(lang, text)}</code></pre>
<button type="button" class="copy needs-script" data-copy-example>Copy</button></div>
`.markup
}

const ownPages = /^\/(admin|api|swagger|redoc)\/$|^\/docs\/[a-z/-]*$/
const manualPages = /^\/docs\/[a-z/-]*$/

/** Addresses of pages that are there can be followed. */
function codespanLinkedTo(pages: RegExp) {
  return function codespan({ text }: Tokens.Codespan): string {
    const markup = html`<code>${text}</code>`
    return pages.test(text) ? html`<a href="${text}">${markup}</a>`.markup : markup.markup
  }
}

function table(this: Renderer, { header, rows }: Tokens.Table): string {
  const cell = (tag: string) => (each: Tokens.TableCell) =>
    `<${tag}>${this.parser.parseInline(each.tokens)}</${tag}>`
  const head = header.map(cell('th scope="col"')).join('').replaceAll('</th scope="col">', '</th>')
  const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n')
  return `<div class="table" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>\n`
}

/** The pages have no other markup of their own than notes to whoever edits them. */
function dropComment(): string {
  return ''
}

/** Links between the files of the repository become links between the pages here. */
function rewriteLink(token: Token, file: string): void {
  if (token.type !== 'link' || /^([a-z]+:|#|\/)/.test(token.href)) return
  token.href = pageAddress(token.href, file)
}
