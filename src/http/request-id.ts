import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const acceptedPattern = /^[\w.:-]{1,100}$/

/** The id under which a request appears in answers and logs: the caller's, if it is harmless, or a new one. */
export function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && acceptedPattern.test(given) ? given : randomUUID()
}
