import cors, { type FastifyCorsOptions } from '@fastify/cors'
import type { FastifyRequest } from 'fastify'
import type { App } from './types.ts'

const preflightSeconds = 600
const exposedHeaders = [
  'ETag',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
  'WWW-Authenticate',
]

/**
 * Lets browser applications of the allowed origins call the API. A preflight is responded to before anybody asks for
 * credentials; other origins get no CORS header and so no access.
 */
export function registerCors(app: App, allowedOrigins: readonly string[]): void {
  if (allowedOrigins.length === 0) return
  app.register(cors, {
    delegator: (
      request: FastifyRequest,
      done: (error: null, options: FastifyCorsOptions) => void,
    ) => done(null, optionsFor(request, allowedOrigins)),
  })
  app.addHook('onRequest', (request, reply, done) => {
    // Those origins may read the response, which the default policy would prevent.
    if (isAllowed(request, allowedOrigins)) {
      reply.header('cross-origin-resource-policy', 'cross-origin')
    }
    done()
  })
}

function optionsFor(
  request: FastifyRequest,
  allowedOrigins: readonly string[],
): FastifyCorsOptions {
  if (!isAllowed(request, allowedOrigins)) return { origin: false }
  return {
    origin: [...allowedOrigins],
    exposedHeaders,
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept', 'X-Request-Id', 'If-Match'],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    maxAge: preflightSeconds,
    // Any other OPTIONS is a question about the path itself.
    preflight: request.headers['access-control-request-method'] !== undefined,
  }
}

function isAllowed({ headers }: FastifyRequest, allowedOrigins: readonly string[]): boolean {
  return headers.origin !== undefined && allowedOrigins.includes(headers.origin)
}
