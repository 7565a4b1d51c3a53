import type { FastifyRequest } from 'fastify'
import type { Origin } from '../context.ts'

// The header is the client's to choose; what is kept of it is bounded.
const greatestUserAgentLength = 400

/** Where a request came from, for use cases and their audit entries. */
export function originOf(request: FastifyRequest): Origin {
  return {
    address: request.clientAddress,
    userAgent: request.headers['user-agent']?.slice(0, greatestUserAgentLength),
    requestId: request.id,
  }
}
