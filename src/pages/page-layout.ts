import { type Html, html } from '../text/html.ts'
import { version } from '../version.ts'
import { pageFiles } from './page-files.ts'
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
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Latchkey API</title>
<link rel="icon" href="${pageFiles.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${pageFiles.style}">
<script src="${pageFiles.script}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar">
<a class="brand" href="/api/"><img src="${pageFiles.icon}" alt="" width="28" height="28">Latchkey <span>API</span></a>
<nav aria-label="Documentation"><ul>${links.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}</ul></nav>
<label class="theme needs-script">Theme
<select id="theme"><option value="system">System</option><option value="light">Light</option><option value="dark">Dark</option></select>
</label>
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
