import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { App } from './types.ts'

const cacheSeconds = 60

const documents = {
  '/openapi.json': { file: '../../openapi.json', type: 'application/json' },
  '/openapi.yaml': { file: '../../openapi.yaml', type: 'application/yaml; charset=utf-8' },
  // Where the older server had it.
  '/swagger.json': { file: '../../openapi.json', type: 'application/json' },
} as const

/** Serves the committed OpenAPI document: what reviewers read is what clients get. */
export function documentRoute(app: App): void {
  for (const [path, { file, type }] of Object.entries(documents)) {
    const document = readFileSync(new URL(file, import.meta.url), 'utf8')
    const etag = `"${createHash('sha256').update(document).digest('base64url').slice(0, 20)}"`

    app.get(path, async (request, reply) => {
      reply.headers({ etag, 'cache-control': `public, max-age=${cacheSeconds}` })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.type(type).send(document)
    })
  }
}
