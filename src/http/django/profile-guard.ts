import { createSecretKey } from 'node:crypto'
import type { Context } from '../../context.ts'
import { verifyLegacyAccessToken } from '../../crypto/legacy-access-token.ts'
import { ApiError } from '../../errors.ts'
import { bearerToken } from '../authenticate.ts'
import type { Guard } from '../types.ts'

/**
 * The guard of one's own profile, where access tokens of the Django server are accepted besides ours until the last of
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
