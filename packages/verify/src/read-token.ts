import { base64url } from 'jose'
import { TokenError } from './token-error.ts'

/** Claims of an access token (RFC 9068). Times are seconds. */
export interface AccessTokenClaims {
  readonly iss: string
  readonly aud: string
  /** The user's id as text; `user_id` is the same number. */
  readonly sub: string
  readonly user_id: number
  /** The session that the token came from. */
  readonly sid: string
  /** This token. */
  readonly jti: string
  readonly iat: number
  readonly exp: number
  /** How, and when, the user logged in (RFC 9470); absent where the server does not say. */
  readonly acr?: string
  readonly auth_time?: number
  readonly [claim: string]: unknown
}

export interface TokenHeader {
  readonly alg: string
  readonly kid: string
}

const maxKidLength = 100

/** The header of a compact JWS, if it is spelled exactly as the server spells it: nothing in it can name a key or a URL. */
export function readHeader(encoded: string): TokenHeader {
  const header = readObject(encoded)
  const { alg, typ, kid } = header
  const isOurs = typ === 'at+jwt' && isText(alg) && isText(kid) && kid.length <= maxKidLength
  // No other member, and these in the order of the server.
  if (isOurs && JSON.stringify(header) === JSON.stringify({ alg, typ, kid })) return { alg, kid }
  throw invalid('the header is not that of an access token')
}

export interface Expectations {
  readonly issuer: string
  readonly audience: string
  /** Seconds. */
  readonly now: number
  readonly clockTolerance: number
  readonly maxTokenLifetime: number
}

/** The claims of a token whose signature was verified. @throws {TokenError} `invalid`, `expired` */
export function readClaims(encoded: string, expected: Expectations): AccessTokenClaims {
  const claims = readObject(encoded) as Partial<AccessTokenClaims>
  const { iss, aud, sub, user_id: userId, sid, jti, iat, exp } = claims
  if (iss !== expected.issuer) throw invalid('the issuer is another one')
  if (aud !== expected.audience) throw invalid('the audience is another one')
  const isTyped =
    isCount(userId) &&
    sub === String(userId) &&
    isText(jti) &&
    isText(sid) &&
    /^[1-9]\d{0,15}$/.test(sid)
  if (!isTyped || !isCount(iat) || !isCount(exp))
    throw invalid('a claim is missing or of another type')
  if (exp <= iat || exp - iat > expected.maxTokenLifetime)
    throw invalid('the lifetime is not possible')
  if (iat > expected.now + expected.clockTolerance) throw invalid('the token is from the future')
  if (exp + expected.clockTolerance <= expected.now)
    throw new TokenError('expired', 'the token has expired')
  return claims as AccessTokenClaims
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0

/** A JSON object that is spelled as `JSON.stringify` spells it: without white space and without a member twice. */
function readObject(encoded: string): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decode(encoded))
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (isObject && JSON.stringify(value) === text) return value as Record<string, unknown>
  } catch {}
  throw invalid('a part is not compact JSON')
}

/** Decodes base64url, if that is the one canonical spelling of the bytes (RFC 4648 section 3.5). @throws {TokenError} `invalid` */
export function decode(encoded: string): Uint8Array {
  try {
    const bytes = base64url.decode(encoded)
    if (bytes.length > 0 && base64url.encode(bytes) === encoded) return bytes
  } catch {}
  throw invalid('a part is not canonical base64url')
}

export function invalid(reason: string): TokenError {
  return new TokenError('invalid', reason)
}
