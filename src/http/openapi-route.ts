import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { App } from './types.ts'

const cacheSeconds = 60

const documents = {
  '/openapi.json': { file: '../../openapi.json', type: 'application/json; charset=utf-8' },
  '/openapi.yaml': { file: '../../openapi.yaml', type: 'application/yaml; charset=utf-8' },
  // Where the older server had it.
  '/swagger.json': { file: '../../openapi.json', type: 'application/json; charset=utf-8' },
} as const

/** Serves the committed OpenAPI document: what reviewers read is what clients get. */
export function documentRoute(app: App): void {
  for (const [path, { file, type }] of Object.entries(documents)) {
    const readDocument = readAtFirstUse(new URL(file, import.meta.url))

    app.get(path, async (request, reply) => {
      const { bytes, etag } = readDocument()
      reply.headers({ etag, 'cache-control': `public, max-age=${cacheSeconds}` })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.type(type).send(bytes)
    })
  }
}

/** The document is large and rarely asked for: it takes memory only once somebody has. */
function readAtFirstUse(url: URL) {
  let document: { bytes: Buffer; etag: string } | undefined

  return () => {
    document ??= withEtag(readFileSync(url))
    return document
  }
}

function withEtag(bytes: Buffer): { bytes: Buffer; etag: string } {
  const hash = createHash('sha256').update(bytes).digest('base64url')
  return { bytes, etag: `"${hash.slice(0, 20)}"` }
}
