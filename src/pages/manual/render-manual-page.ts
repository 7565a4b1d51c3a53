import { Marked, type Token, type Tokens } from 'marked'
import { Html, html } from '../../text/html.ts'
import { pageFiles } from '../page-files.ts'
import { headingSlug } from './heading-slug.ts'

const sections = [
  ['/docs/', 'Manual'],
  ['/docs/start/', 'Start'],
  ['/docs/#guides', 'Guides'],
  ['/docs/#reference', 'Reference'],
  ['/docs/#explanation', 'Explanation'],
  ['/docs/troubleshooting/', 'Troubleshooting'],
] as const

/** A page of the manual as HTML. The text is our own: nothing in it comes from a user. */
export function renderManualPage(path: string, markdown: string): string {
  const renderer = new Marked({ walkTokens: (token) => rewriteLink(token, path) })
  renderer.use({ renderer: { heading, code, table, html: dropComment } })
  const body = new Html(renderer.parse(markdown, { async: false }))
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Manual'
  const links = sections.map(([href, label]) => html`<li><a href="${href}">${label}</a></li>`)

  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Latchkey manual</title>
<link rel="icon" href="${pageFiles.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${pageFiles.manualStyle}">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header><nav aria-label="Manual"><ul>${links}</ul></nav></header>
<main id="content" tabindex="-1">
${body}
</main>
</body>
</html>
`.markup
}

type Renderer = { parser: { parseInline(tokens: Token[]): string } }

function heading(this: Renderer, { tokens, depth, text }: Tokens.Heading): string {
  const slug = headingSlug(text.replaceAll('`', ''))
  return `<h${depth} id="${slug}">${this.parser.parseInline(tokens)}</h${depth}>\n`
}

/** Wide code scrolls, and whoever has no pointer must be able to reach what scrolls. */
function code({ text, lang = '' }: Tokens.Code): string {
  const label = lang === '' ? 'Example' : `Example, ${lang.split(' ')[0]}`
  return html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>
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
  const base = new URL(`/docs/${path}${path === '' ? 'README' : ''}.md`, 'http://manual')
  const { pathname, hash } = new URL(token.href, base)
  token.href = `${pathname.replace(/(README)?\.md$/, '').replace(/([^/])$/, '$1/')}${hash}`
}
