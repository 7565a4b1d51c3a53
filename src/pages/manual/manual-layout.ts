import { type Html, html } from '../../text/html.ts'
import { version } from '../../version.ts'
import { pageFiles } from '../page-files.ts'
import { pageHead, themeChoice } from '../page-head.ts'
import { listManualParts, type ManualLink, neighborsOf } from './manual-parts.ts'

export interface ManualPageParts {
  readonly href: string
  readonly title: string
  readonly headings: readonly ManualHeading[]
  readonly body: Html
  /** Without the other pages of a server beside it. */
  readonly isAlone?: boolean
}

export interface ManualHeading {
  readonly slug: string
  readonly depth: number
  readonly content: Html
}

const interfaces = [
  ['/admin/', 'Console'],
  ['/api/', 'API'],
  ['/swagger/', 'Swagger'],
  ['/redoc/', 'ReDoc'],
] as const

const interfaceLinks = html`<nav aria-label="Interfaces"><ul>${interfaces.map(([address, label]) => html`<li><a href="${address}">${label}</a></li>`)}</ul></nav>`

/** The frame of every page of the manual: complete without the script, which adds the theme and copying. */
export function manualLayout(page: ManualPageParts): string {
  const { href, title, headings, body, isAlone = false } = page
  const head = pageHead({
    title: `${title} · Latchkey manual`,
    styles: [pageFiles.manualStyle],
    scripts: [pageFiles.manualScript],
  })
  return html`${head}<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar">
<a class="brand" href="/docs/"><img src="${pageFiles.icon}" alt="" width="28" height="28">Latchkey <span>Manual</span></a>
${isAlone ? undefined : interfaceLinks}
<form id="search" class="needs-script" role="search" data-index="${pageFiles.manualIndex}">
<label for="search-field" class="visually-hidden">Search the manual</label>
<input id="search-field" type="search" placeholder="Search ( / )" autocomplete="off" aria-keyshortcuts="/">
<ul id="search-results"></ul>
</form>
${themeChoice}
</header>
<p class="jump">${headings.length > 0 && html`<a href="#contents">On this page</a>`}<a href="#pages">All pages</a></p>
<div class="columns">
<main id="content" tabindex="-1">
${body}
${neighborLinks(href)}
</main>
${contents(headings)}
${allPages(href)}
</div>
<footer><p>Latchkey ${version}</p></footer>
<div id="events" class="visually-hidden" role="status"></div>
</body>
</html>
`.markup
}

/** Pages below another are listed while one of them is open. */
function allPages(href: string): Html {
  const link = (page: Pick<ManualLink, 'href' | 'title'>) =>
    html`<a href="${page.href}"${page.href === href && html` aria-current="page"`}>${page.title}</a>`
  const entry = (page: ManualLink) =>
    href.startsWith(page.href) && page.children.length > 0
      ? html`<li>${link(page)}<ul>${page.children.map((child) => html`<li>${link(child)}</li>`)}</ul></li>`
      : html`<li>${link(page)}</li>`
  const parts = listManualParts().map(
    ({ title, pages }) => html`<p class="part">${title}</p><ul>${pages.map(entry)}</ul>`,
  )
  return html`<nav id="pages" aria-label="Manual">${parts}</nav>`
}

function contents(headings: readonly ManualHeading[]): Html | undefined {
  if (headings.length === 0) return undefined
  const entries = headings.map(
    ({ slug, depth, content }) =>
      html`<li class="depth-${depth}"><a href="#${slug}">${content}</a></li>`,
  )
  return html`<nav id="contents" aria-labelledby="contents-title"><p class="part" id="contents-title">On this page</p><ul>${entries}</ul></nav>`
}

function neighborLinks(href: string): Html | undefined {
  const { previous, next } = neighborsOf(href, listManualParts())
  if (!previous && !next) return undefined
  return html`<nav class="neighbors" aria-label="Previous and next page">
${previous && html`<a rel="prev" href="${previous.href}"><span>Previous</span> ${previous.title}</a>`}
${next && html`<a rel="next" href="${next.href}"><span>Next</span> ${next.title}</a>`}
</nav>`
}
