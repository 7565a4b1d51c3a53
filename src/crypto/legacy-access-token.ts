import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { decodeCanonical, maxTokenLength, parseJsonOnce } from './access-token.ts'

/** What an access token of the Django server says: who, from when to when (seconds). */
export type LegacyVerification =
  | { readonly status: 'valid'; readonly userId: number }
  | { readonly status: 'expired' }
  | { readonly status: 'invalid' }

const invalid: LegacyVerification = { status: 'invalid' }

/**
 * Verifies an access token of the Django server: HS256, `typ` JWT, and the claims `user_id`, `iat` and `exp` alone. A token
 * of ours has others, so neither passes for the other even where both are signed with one secret.
 */
export function verifyLegacyAccessToken(
  token: string,
  key: KeyObject,
  expected: { readonly nowSeconds: number; readonly maxLifetimeSeconds: number },
): LegacyVerification {
  const parts = token.length > maxTokenLength ? [] : token.split('.')
  const [header, payload, signature] = parts.map(decodeCanonical)
  if (parts.length !== 3 || !header || !payload || !signature || !isLegacyHeader(header)) {
    return invalid
  }
  const input = token.slice(0, token.lastIndexOf('.'))
  const mac = createHmac('sha256', key).update(input).digest()
  if (signature.length !== mac.length || !timingSafeEqual(signature, mac)) return invalid

  const claims = readClaims(payload)
  if (!claims) return invalid
  const { user_id: userId, iat, exp } = claims
  const lifetime = exp - iat
  if (lifetime <= 0 || lifetime > expected.maxLifetimeSeconds) return invalid
  return exp <= expected.nowSeconds ? { status: 'expired' } : { status: 'valid', userId }
}

function isLegacyHeader(bytes: Buffer): boolean {
  const header = parseJsonOnce(bytes)
  return (
    header !== undefined &&
    header['alg'] === 'HS256' &&
    header['typ'] === 'JWT' &&
    Object.keys(header).length === 2
  )
}

function readClaims(bytes: Buffer) {
  const claims = parseJsonOnce(bytes)
  const { user_id, iat, exp } = claims ?? {}
  const isWellTyped = [user_id, iat, exp].every(
    (value) => Number.isSafeInteger(value) && Number(value) > 0,
  )
  if (!claims || !isWellTyped || Object.keys(claims).length !== 3) return undefined
  return { user_id: Number(user_id), iat: Number(iat), exp: Number(exp) }
}
