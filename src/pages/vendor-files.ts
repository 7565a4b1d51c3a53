import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../http/types.ts'

/** Large files of other projects, under addresses with their versions; made by `npm run vendor`. */
export const vendorFiles = {
  swaggerScript: '/swagger/5.35.0/swagger-ui-bundle.js',
  swaggerStyle: '/swagger/5.35.0/swagger-ui.css',
  redocScript: '/redoc/2.5.4/redoc.standalone.js',
} as const

const sources: Readonly<Record<string, string>> = {
  [vendorFiles.swaggerScript]: 'swagger-ui/swagger-ui-bundle.js',
  [vendorFiles.swaggerStyle]: 'swagger-ui/swagger-ui.css',
  [vendorFiles.redocScript]: 'redoc/redoc.standalone.js',
}

const cacheControl = 'public, max-age=31536000, immutable'
const compress = promisify(gzip)

/** Serves them; each is read and compressed when it is asked for first, and kept compressed. */
export function vendorFileRoutes(app: App): void {
  for (const [url, file] of Object.entries(sources)) {
    const source = new URL(`./vendor/${file}`, import.meta.url)
    const type = file.endsWith('.css')
      ? 'text/css; charset=utf-8'
      : 'text/javascript; charset=utf-8'
    let compressed: Promise<Buffer> | undefined

    app.get(url, async (request, reply) => {
      reply.headers({ 'cache-control': cacheControl, vary: 'Accept-Encoding' }).type(type)
      if (!takesGzip(request)) return reply.send(await readFile(source))
      compressed ??= readFile(source).then((bytes) => compress(bytes))
      return sendCompressed(reply, await compressed)
    })
  }
}

function takesGzip({ headers }: FastifyRequest): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
}

function sendCompressed(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.header('content-encoding', 'gzip').send(bytes)
}
