import { createSecretKey } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AccessTokenCache } from '../crypto/access-token-cache.ts'
import { verifyLegacyAccessToken } from '../crypto/legacy-access-token.ts'
import { ApiError } from '../errors.ts'
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

/**
 * The same for one's own profile alone, where access tokens of the Django server are accepted as well until the last of
 * them must have expired.
 */
export function profileGuard(context: Context, bearer: Guard, maxLifetimeSeconds: number): Guard {
  const { legacySecretKey } = context.config
  if (legacySecretKey === undefined) return bearer
  const key = createSecretKey(Buffer.from(legacySecretKey))
  const acceptedUntil = context.now() + maxLifetimeSeconds * 1_000

  return (request) => {
    const token = bearerToken(request)
    const now = context.now()
    const nowSeconds = Math.floor(now / 1_000)
    const verification = verifyLegacyAccessToken(token, key, { nowSeconds, maxLifetimeSeconds })
    if (verification.status === 'invalid' || now >= acceptedUntil) return bearer(request)
    if (verification.status === 'expired') throw new ApiError('access_token_expired')
    request.access = { userId: verification.userId, sessionId: noSession }
    return undefined
  }
}

/** No session has this id. */
const noSession = 0

function bearerToken(request: FastifyRequest): string {
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
