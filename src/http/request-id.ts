import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const acceptedPattern = /^[\w.:-]{1,100}$/

/** Of this process, so that ids of several never meet; the rest is a counter. */
const prefix = randomBytes(9).toString('base64url')
let count = 0

/** The id under which a request appears in answers and logs: the caller's, if it is harmless, or a new one. */
export function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && acceptedPattern.test(given) ? given : nextId()
}

function nextId(): string {
  count += 1
  return `${prefix}-${count.toString(36)}`
}
