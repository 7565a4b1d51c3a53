import { base64url } from 'jose'
import { invalid, TokenError } from './token-error.ts'

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

export interface Expectations {
  readonly issuer: string
  readonly audience: string
  /** Seconds. */
  readonly clockTolerance: number
  readonly maxTokenLifetime: number
}

/** The claims of a token whose signature was verified; `now` is in seconds. @throws {TokenError} `invalid_token`, `token_expired` */
export function readClaims(
  encoded: string,
  now: number,
  { issuer, audience, clockTolerance, maxTokenLifetime }: Expectations,
): AccessTokenClaims {
  const claims = readObject(encoded) as Partial<AccessTokenClaims>
  const { iss, aud, sub, user_id: userId, sid, jti, iat, exp } = claims
  if (iss !== issuer) throw invalid('wrong issuer')
  if (aud !== audience) throw invalid('wrong audience')
  const isSubject = isCount(userId) && sub === String(userId)
  const isSession = isText(sid) && /^[1-9]\d{0,15}$/.test(sid)
  if (!isSubject || !isSession || !isText(jti) || !isCount(iat) || !isCount(exp))
    throw invalid('wrong claims')
  if (exp <= iat || exp - iat > maxTokenLifetime) throw invalid('wrong lifetime')
  if (iat > now + clockTolerance) throw invalid('issued in the future')
  if (exp + clockTolerance <= now) throw new TokenError('token_expired', 'expired')
  return claims as AccessTokenClaims
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) > 0

/** A JSON object that is spelled as `JSON.stringify` spells it: without white space and without a member twice. */
function readObject(encoded: string): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decode(encoded))
    const value: unknown = JSON.parse(text)
    if (text.startsWith('{') && JSON.stringify(value) === text)
      return value as Record<string, unknown>
  } catch {}
  throw invalid('not compact JSON')
}

/** Decodes base64url, if that is the one canonical spelling of the bytes (RFC 4648 section 3.5). @throws {TokenError} `invalid_token` */
export function decode(encoded: string): Uint8Array {
  try {
    const bytes = base64url.decode(encoded)
    if (encoded && base64url.encode(bytes) === encoded) return bytes
  } catch {}
  throw invalid('not canonical base64url')
}
