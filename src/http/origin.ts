import type { FastifyRequest } from 'fastify'
import type { Origin } from '../context.ts'

/** Where a request came from, for use cases and their audit entries. */
export function originOf(request: FastifyRequest): Origin {
  return {
    address: request.clientAddress,
    userAgent: request.headers['user-agent'],
    requestId: request.id,
  }
}
