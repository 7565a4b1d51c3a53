import type { FastifyRequest } from 'fastify'
import type { ClientInfo } from '../context.ts'

// The header is the client's to choose; what is kept of it is bounded.
const maxUserAgentLength = 400
const maxLanguagesLength = 200

/** Where a request came from, for use cases and their audit entries. */
export function clientInfoOf(request: FastifyRequest): ClientInfo {
  return {
    address: request.clientAddress,
    userAgent: request.headers['user-agent']?.slice(0, maxUserAgentLength),
    requestId: request.id,
    languages: request.headers['accept-language']?.slice(0, maxLanguagesLength),
  }
}
