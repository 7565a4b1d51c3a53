import type { App } from '../http/types.ts'
import { pageFiles } from './page-files.ts'

/** What browsers and crawlers ask every host for. Nothing here is meant for search engines. */
export function siteFiles(app: App): void {
  const route = { schema: { hide: true } }
  app.get('/favicon.ico', route, (_request, reply) => reply.redirect(pageFiles.icon))
  app.get('/robots.txt', route, (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send('User-agent: *\nDisallow: /\n'),
  )
}
