import type { FastifyReply, FastifyRequest } from 'fastify'

const preflightSeconds = 600

/**
 * Lets browser applications of the allowed origins call the API. Returns a preflight itself, before anybody
 * asks for credentials, and says whether it did. Other origins get no CORS header and so no access.
 */
export function replyToCors(
  request: FastifyRequest,
  reply: FastifyReply,
  allowedOrigins: readonly string[],
): boolean {
  const { origin } = request.headers
  if (origin === undefined || allowedOrigins.length === 0) return false
  reply.header('vary', 'Origin')
  if (!allowedOrigins.includes(origin)) return false

  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', 'Retry-After, X-Request-Id, WWW-Authenticate')
  // The answers may be read by those origins, which the default policy would prevent.
  reply.header('cross-origin-resource-policy', 'cross-origin')
  const isPreflight =
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  if (!isPreflight) return false

  reply
    .code(204)
    .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS')
    .header(
      'access-control-allow-headers',
      'Authorization, Content-Type, Accept, X-Request-Id, If-Match',
    )
    .header('access-control-max-age', String(preflightSeconds))
    .send()
  return true
}
