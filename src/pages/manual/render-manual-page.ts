import { Marked, type Token, type Tokens } from 'marked'
import { Html, html } from '../../text/html.ts'
import { headingSlug } from './heading-slug.ts'
import { type ManualHeading, manualLayout } from './manual-layout.ts'
import { pageAddress } from './page-address.ts'

/** A page of the manual as HTML. The text is our own: nothing in it comes from a user. */
export function renderManualPage(path: string, markdown: string): string {
  const headings: ManualHeading[] = []
  const renderer = new Marked({ walkTokens: (token) => rewriteLink(token, path) })
  renderer.use({ renderer: { heading: headingInto(headings), code, table, html: dropComment } })
  const body = new Html(renderer.parse(markdown, { async: false }))
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Manual'
  const href = path === '' ? '/docs/' : `/docs/${path}/`

  return manualLayout({ href, title, headings, body })
}

/** The page for an address that the manual does not have. */
export function renderMissingManualPage(): string {
  const body = html`<h1>Page not found</h1>
<p>The manual has no page at this address. Choose one from the list of all pages, or start at the <a href="/docs/">index of the manual</a>.</p>`
  return manualLayout({ href: '', title: 'Page not found', headings: [], body })
}

type Renderer = { parser: { parseInline(tokens: Token[]): string } }

/** Renders headings and collects those that the contents of the page list. */
function headingInto(headings: ManualHeading[]) {
  return function heading(this: Renderer, { tokens, depth, text }: Tokens.Heading): string {
    const slug = headingSlug(text.replaceAll('`', ''))
    const content = this.parser.parseInline(tokens)
    // A link inside a link is not allowed.
    const withoutLinks = new Html(content.replace(/<\/?a\b[^>]*>/g, ''))
    if (depth === 2 || depth === 3) headings.push({ slug, depth, content: withoutLinks })
    return `<h${depth} id="${slug}">${content}</h${depth}>\n`
  }
}

/** Wide code scrolls, and whoever has no pointer must be able to reach what scrolls. */
function code({ text, lang = '' }: Tokens.Code): string {
  const label = lang === '' ? 'Example' : `Example, ${lang.split(' ')[0]}`
  return html`<div class="example"><pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>
<button type="button" class="copy needs-script" data-copy-example>Copy</button></div>
`.markup
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
function rewriteLink(token: Token, path: string): void {
  if (token.type !== 'link' || /^([a-z]+:|#|\/)/.test(token.href)) return
  token.href = pageAddress(token.href, path)
}
