import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { AccessTokenCache } from './access-token-cache.ts'
import { isRepeated } from './repeated-header.ts'
import type { Guard } from './types.ts'

/**
 * Makes the guard of routes for people with an access token (RFC 6750 §2.1: in the header and nowhere else).
 * It verifies without the database and throws one of the five errors about credentials.
 */
export function bearerGuard(context: Context, maxLifetimeSeconds: number): Guard {
  const cache = new AccessTokenCache()
  const { publicUrl: issuer, jwtAudience: audience } = context.config

  return (request) => {
    const token = bearerToken(request)
    const now = context.now()
    const nowSeconds = Math.floor(now / 1_000)
    const verification = cache.verify(token, context.keys.verificationKeys(now), {
      issuer,
      audience,
      nowSeconds,
      maxLifetimeSeconds,
    })
    if (verification.status === 'expired') throw new ApiError('access_token_expired')
    if (verification.status === 'invalid') throw new ApiError('access_token_invalid')
    const { user_id: userId, sid } = verification.claims
    request.access = { userId, sessionId: Number(sid) }
  }
}

/** The token of the Authorization header. @throws {ApiError} one of the three errors about the header. */
export function bearerToken(request: FastifyRequest): string {
  const header = request.headers.authorization
  const parts = header === undefined ? [] : header.split(/[ \t]+/).filter((part) => part !== '')
  if (parts.length === 0) throw new ApiError('credentials_missing')

  const [scheme = '', token = ''] = parts
  if (parts.length !== 2 || isRepeated(request.raw, 'authorization')) {
    throw new ApiError('authorization_malformed')
  }
  if (scheme.toLowerCase() !== 'bearer') throw new ApiError('authorization_scheme_unknown')
  return token
}
