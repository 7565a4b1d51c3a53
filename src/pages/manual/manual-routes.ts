import type { FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from '../../errors.ts'
import { compressKept, type KeptPage } from '../../http/compress-page.ts'
import { pagePolicy } from '../../http/security-headers.ts'
import type { App } from '../../http/types.ts'
import { findManualText, type ManualText } from './manual-text.ts'

const cacheControl = 'public, max-age=300'

/**
 * The manual at /docs/, from the same Markdown that the repository shows, so that it is at hand without the
 * network. `Accept` does not matter: a page is HTML, and its name with `.md` is the Markdown.
 */
export function manualRoutes(app: App): void {
  const pages = new Map<string, KeptPage>()

  const sendPage = async (request: FastifyRequest, reply: FastifyReply) => {
    const { '*': wildcard = '' } = request.params as { '*'?: string }
    const path = wildcard.replace(/\/$/, '')
    const text = findManualText(path.replace(/\.md$/, ''))
    if (!text) return sendMissing(request, reply)
    if (path.endsWith('.md')) return sendText(reply, 'text/markdown', text.markdown)

    const page = pages.get(path) ?? {
      text: await renderPage(path, text),
      compressed: new Map(),
    }
    pages.set(path, page)
    reply.header('content-security-policy', pagePolicy)
    return sendText(reply, 'text/html', compressKept(request, reply, page))
  }
  app.get('/docs/', sendPage)
  app.get('/docs/*', sendPage)
}

/** Loads the renderer with the first page that is read; a server whose manual nobody reads needs none. */
async function renderPage(path: string, text: ManualText): Promise<string> {
  const { renderManualPage } = await import('./render-manual-page.ts')
  return renderManualPage(path, text)
}

/** A browser gets a page of the manual, from which the others can be reached; programs get the usual error. */
async function sendMissing(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!request.headers.accept?.includes('text/html')) throw new ApiError('not_found')
  const { renderMissingManualPage } = await import('./render-manual-page.ts')
  reply.code(404).type('text/html; charset=utf-8').header('content-security-policy', pagePolicy)
  return reply.send(renderMissingManualPage())
}

function sendText(reply: FastifyReply, type: string, text: string | Buffer): FastifyReply {
  return reply.header('cache-control', cacheControl).type(`${type}; charset=utf-8`).send(text)
}
