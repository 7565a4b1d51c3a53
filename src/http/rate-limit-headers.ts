import type { FastifyReply } from 'fastify'
import type { ApiError } from '../errors.ts'

/**
 * When to try again (RFC 9110 §10.2.3), and for a limit that was reached which one it was
 * (draft-ietf-httpapi-ratelimit-headers-10): its name, how many in how many seconds, none left, and when it begins anew.
 */
export function sendRateLimit(reply: FastifyReply, { retryAfterSeconds, quota }: ApiError): void {
  if (retryAfterSeconds === undefined) return
  reply.header('retry-after', String(retryAfterSeconds))
  if (quota === undefined) return
  const { policy, limit, windowSeconds } = quota
  reply.header('ratelimit-policy', `"${policy}";q=${limit};w=${windowSeconds}`)
  reply.header('ratelimit', `"${policy}";r=0;t=${retryAfterSeconds}`)
}
