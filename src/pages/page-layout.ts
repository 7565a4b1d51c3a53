import { type Html, html } from '../text/html.ts'
import { version } from '../version.ts'
import { pageFiles } from './page-files.ts'
import { pageHead, themeChoice } from './page-head.ts'
import { sessionPanel } from './session-panel.ts'

export interface PageParts {
  readonly title: string
  readonly links: readonly PageLink[]
  readonly content: Html
  /** Whether browsers keep the cookie of a session over TLS only. */
  readonly needsTls: boolean
}

export interface PageLink {
  readonly label: string
  readonly href: string
}

/** The frame of every page: complete without the script, which only adds sending to it. */
export function pageLayout({ title, links, content, needsTls }: PageParts): string {
  const head = pageHead({
    title: `${title} · Latchkey API`,
    styles: [pageFiles.style],
    scripts: [pageFiles.script],
  })
  return html`${head}<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar">
<a class="brand" href="/api/"><img src="${pageFiles.icon}" alt="" width="28" height="28">Latchkey <span>API</span></a>
<nav aria-label="Documentation"><ul>${links.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}</ul></nav>
${themeChoice}
</header>
<div class="columns">
<aside class="needs-script" aria-label="Your session">${sessionPanel(needsTls)}</aside>
<main id="content" tabindex="-1">
${content}
</main>
</div>
<footer><p>Latchkey ${version}</p>
<noscript><p>Without JavaScript, you can read these pages and submit forms that need no access token.</p></noscript>
</footer>
<div id="events" class="visually-hidden" role="status"></div>
</body>
</html>
`.markup
}
