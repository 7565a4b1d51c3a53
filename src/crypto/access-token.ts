import type { KeyObject } from 'node:crypto'
import { type Algorithm, signBytes, verifyBytes } from './signing-algorithms.ts'

/** Claims of an access token (RFC 9068): who, for whom, in which session, from when to when (seconds). */
export interface AccessTokenClaims {
  readonly iss: string
  /** Absent only where `JWT_AUDIENCE=none` says so. */
  readonly aud?: string
  readonly sub: string
  /** The same number as `sub`, under the name that clients of the older API read. */
  readonly user_id: number
  /** The session that the token came from. */
  readonly sid: string
  readonly jti: string
  readonly iat: number
  readonly exp: number
}

/** A key under the one header that tokens signed by it carry. */
export interface TokenKey {
  readonly kid: string
  readonly algorithm: Algorithm
  /** Private key, or the shared secret for HS256. */
  readonly signingKey: KeyObject
  /** Public key, or the shared secret for HS256. */
  readonly verificationKey: KeyObject
  /** The encoded header, the same in every token of this key. */
  readonly header: string
}

export interface Expectations {
  readonly issuer: string
  readonly audience: string | undefined
  readonly nowSeconds: number
  /** The largest `exp - iat` that any setting allows. */
  readonly maxLifetimeSeconds: number
}

export type Verification =
  | { readonly status: 'valid'; readonly claims: AccessTokenClaims; readonly key: TokenKey }
  | { readonly status: 'expired' }
  | { readonly status: 'invalid' }

/** No honest token of ours comes near; what is longer is refused before any work. */
export const maxTokenLength = 2_048

/** How far another node's clock may run ahead of ours. */
const clockToleranceSeconds = 5

const invalid: Verification = { status: 'invalid' }

/**
 * The header of a key's tokens: the key's algorithm and id, and `typ` as RFC 9068 §2.1 has it; `JWT` for services that
 * verify as they did with the Django server.
 */
export function encodeHeader(
  algorithm: Algorithm,
  kid: string,
  typ: 'at+jwt' | 'JWT' = 'at+jwt',
): string {
  return encode(JSON.stringify({ alg: algorithm, typ, kid }))
}

/** Signs the claims as a compact JWS (RFC 7515 §7.1). */
export function signAccessToken(key: TokenKey, claims: AccessTokenClaims): string {
  const input = `${key.header}.${encode(JSON.stringify(claims))}`
  const signature = signBytes(key.algorithm, key.signingKey, Buffer.from(input))
  return `${input}.${signature.toString('base64url')}`
}

/**
 * Verifies a token against our own keys. The header is never parsed: it must be, byte for byte, the header
 * of one of our keys, so that nothing in it can choose an algorithm, a key, a file or a URL.
 */
export function verifyAccessToken(
  token: string,
  keysByHeader: ReadonlyMap<string, TokenKey>,
  expected: Expectations,
): Verification {
  if (token.length > maxTokenLength) return invalid
  const parts = token.split('.')
  if (parts.length !== 3) return invalid
  const [header = '', payload = '', encodedSignature = ''] = parts

  const key = keysByHeader.get(header)
  const signature = decodeCanonical(encodedSignature)
  const payloadBytes = decodeCanonical(payload)
  if (!key || !signature || !payloadBytes) return invalid

  const input = Buffer.from(`${header}.${payload}`)
  if (!verifyBytes(key.algorithm, key.verificationKey, input, signature)) return invalid

  const claims = readClaims(payloadBytes)
  if (!claims || !isOurs(claims, expected)) return invalid
  return claims.exp <= expected.nowSeconds
    ? { status: 'expired' }
    : { status: 'valid', claims, key }
}

function isOurs(claims: AccessTokenClaims, expected: Expectations): boolean {
  return (
    claims.iss === expected.issuer &&
    claims.aud === expected.audience &&
    claims.iat <= expected.nowSeconds + clockToleranceSeconds &&
    claims.exp > claims.iat &&
    claims.exp - claims.iat <= expected.maxLifetimeSeconds
  )
}

/**
 * Reads a payload. It must be compact JSON without a duplicate member (JSON.stringify gives back the same
 * text only then), and the claims must have our types; `jti` and the rest may not be missing or empty.
 */
function readClaims(payload: Buffer): AccessTokenClaims | undefined {
  const value = parseJsonOnce(payload)
  if (!value) return undefined

  const claims = value as unknown as AccessTokenClaims
  const { aud } = claims
  const strings = [
    claims.iss,
    claims.sub,
    claims.sid,
    claims.jti,
    ...(aud === undefined ? [] : [aud]),
  ]
  const integers = [claims.user_id, claims.iat, claims.exp]
  const isWellTyped =
    strings.every((text) => typeof text === 'string' && text.length > 0) &&
    integers.every((number) => Number.isSafeInteger(number) && number > 0) &&
    claims.sub === String(claims.user_id) &&
    sessionIdPattern.test(claims.sid)
  return isWellTyped ? claims : undefined
}

const sessionIdPattern = /^[1-9][0-9]{0,15}$/

/** Reads a compact JSON object; one with white space or a duplicate member is undefined. */
export function parseJsonOnce(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  const text = bytes.toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && JSON.stringify(value) === text ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

/** Decodes base64url only when it is the one canonical spelling of its bytes (RFC 4648 §3.5). */
export function decodeCanonical(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length > 0 && bytes.toString('base64url') === text ? bytes : undefined
}
