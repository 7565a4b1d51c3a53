import type { FastifyReply, FastifyRequest } from 'fastify'
import { isCookieSecure } from '../config/cookie-security.ts'
import type { Context } from '../context.ts'
import type { RenderPage } from '../http/error-handler.ts'
import type { KnownPaths } from '../http/known-paths.ts'
import { html } from '../text/html.ts'
import { callerOf } from './caller.ts'
import { endpointPage } from './endpoint-page.ts'
import { type PageLink, pageLayout } from './page-layout.ts'
import { responseSection } from './response-section.ts'
import { rootPage } from './root-page.ts'

/** The HTML face of the API: every answer as a page, made from the schemas of the path it came from. */
export function apiPages(context: Context, paths: KnownPaths): RenderPage {
  return (request, reply, body) => {
    const isDocumented = context.settings.values.DOCS_ACCESS !== 'off'
    const links = linksOf(isDocumented)
    const frame = { links, needsTls: isCookieSecure(context.config) }
    const known = paths.find(request.url)
    if (!known) {
      return pageLayout({
        ...frame,
        title: 'Not found',
        content: unexpectedResponse(request, reply, body),
      })
    }

    const caller = callerOf(request)
    const path = request.url.split('?')[0] ?? ''
    if (known.url === '/api' && reply.statusCode === 200) {
      return pageLayout({
        ...frame,
        title: 'Endpoints',
        content: rootPage({ paths, caller, body }),
      })
    }
    const isEndpoint = (url: string) => paths.find(url) !== undefined
    const content = endpointPage({
      known,
      path,
      caller,
      isDocumented,
      isEndpoint,
      request,
      reply,
      body,
    })
    return pageLayout({ ...frame, title: `${known.name} · ${path}`, content })
  }
}

function linksOf(isDocumented: boolean): PageLink[] {
  const documents = [
    { label: 'Swagger', href: '/swagger/' },
    { label: 'ReDoc', href: '/redoc/' },
  ]
  return [
    { label: 'Endpoints', href: '/api/' },
    ...(isDocumented ? documents : []),
    { label: 'Manual', href: '/docs/' },
  ]
}

/** An answer of no path that we know. */
function unexpectedResponse(request: FastifyRequest, reply: FastifyReply, body: unknown) {
  const path = request.url.split('?')[0] ?? ''
  return html`<nav class="breadcrumbs" aria-label="Breadcrumbs"><ol><li><a href="/api/">API</a></li></ol></nav>
<h1>Not found</h1>
${responseSection({ method: request.method, path, reply, body })}`
}
