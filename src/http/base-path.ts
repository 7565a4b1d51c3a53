import type { FastifyServerOptions } from 'fastify'
import type { App } from './types.ts'

type RewriteUrl = NonNullable<FastifyServerOptions['rewriteUrl']>

/** Takes the path of PUBLIC_URL off a request, for proxies that leave it there. */
export function withoutBasePath(basePath: string): RewriteUrl {
  return ({ url = '/' }) => {
    const rest = url.startsWith(basePath) ? url.slice(basePath.length) : undefined
    if (rest === '' || rest?.startsWith('?')) return `/${rest}`
    return rest?.startsWith('/') ? rest : url
  }
}

/**
 * Below a path, every link, form, script and redirect of a page leads there: pages are written as if at the root, and put
 * below the path here. They go out uncompressed; the proxy that is there may compress them.
 */
export function servePagesBelow(app: App, basePath: string): void {
  if (basePath === '') return
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.headers.accept?.includes('text/html')) delete request.headers['accept-encoding']
    done()
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    const location = reply.getHeader('location')
    if (typeof location === 'string') reply.header('location', pathBelow(basePath, location))
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
    return isPage && typeof payload === 'string' ? pageBelow(basePath, payload) : payload
  })
}

/** A path that came from a page is below already. */
function pathBelow(basePath: string, path: string): string {
  const isBelow = path === basePath || path.startsWith(`${basePath}/`)
  return isBelow || !/^\/(?!\/)/.test(path) ? path : basePath + path
}

const pathAttributes = /(\s(?:href|src|action|data-(?:path|open|lookup|index))=")(?=\/(?!\/))/g

/** Scripts find the path at the root element. What people wrote is escaped, so that no attribute is in it. */
export function pageBelow(basePath: string, page: string): string {
  return page
    .replace('<html ', `<html data-base="${basePath}" `)
    .replaceAll(pathAttributes, `$1${basePath}`)
}
