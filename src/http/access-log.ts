import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'

/** One line for every request, without query strings, headers and bodies. */
export function writeAccessLine(log: Logger, request: FastifyRequest, reply: FastifyReply): void {
  log.info(
    {
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ip: request.clientAddress,
      request_id: request.id,
    },
    'request',
  )
}

const greatestPathLength = 200

function pathOf(url: string): string {
  const queryStart = url.indexOf('?')
  return (queryStart < 0 ? url : url.slice(0, queryStart)).slice(0, greatestPathLength)
}
