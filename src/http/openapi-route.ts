import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { App } from './types.ts'

const cacheSeconds = 60

/** Serves the committed document: what reviewers read is what clients get. */
export function documentRoute(app: App): void {
  const document = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')
  const etag = `"${createHash('sha256').update(document).digest('base64url').slice(0, 20)}"`

  app.get('/openapi.json', async (request, reply) => {
    reply.headers({ etag, 'cache-control': `public, max-age=${cacheSeconds}` })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('application/json').send(document)
  })
}
