import { html } from '../text/html.ts'
import { pageFiles } from './page-files.ts'
import { type PageHead, pageHead } from './page-head.ts'

interface Viewer extends PageHead {
  readonly path: string
}

const links = [
  ['/api/', 'Try it at /api/'],
  ['/swagger/', 'Swagger'],
  ['/redoc/', 'ReDoc'],
  ['/docs/', 'Manual'],
  ['/openapi.json', 'openapi.json'],
] as const

/** The page of Swagger UI. */
export const swaggerPage = viewerPage({
  title: 'Swagger UI',
  path: '/swagger/',
  styles: [pageFiles.swaggerStyle, pageFiles.documentStyle],
  scripts: [pageFiles.swaggerScript, pageFiles.swagger],
})

/** The page of ReDoc, which only shows: sending is done on the other pages. */
export const redocPage = viewerPage({
  title: 'ReDoc',
  path: '/redoc/',
  styles: [pageFiles.documentStyle],
  scripts: [pageFiles.redocScript, pageFiles.redoc],
})

function viewerPage({ title, path, styles, scripts }: Viewer): string {
  const head = pageHead({ title: `${title} · Latchkey API`, styles, scripts })
  return html`${head}<body>
<nav class="document-bar" aria-label="Documentation"><strong>Latchkey</strong>
${links.map(([href, label]) => html`<a href="${href}"${href === path ? html` aria-current="page"` : ''}>${label}</a> `)}</nav>
<main id="viewer"></main>
<noscript><p>This viewer needs JavaScript. <a href="/api/">The pages of the API</a> and <a href="/openapi.yaml">openapi.yaml</a> can be read without.</p></noscript>
</body>
</html>
`.markup
}
