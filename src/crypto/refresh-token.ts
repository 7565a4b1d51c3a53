import { createHmac, type KeyObject, randomUUID } from 'node:crypto'
import { deriveKey } from './derive-keys.ts'

/**
 * A refresh token is a UUID in two halves. The *selector* stays for the life of the session and finds its
 * row; the *verifier* changes at every refresh and proves possession. Both are 16 hexadecimal digits.
 */
export interface RefreshToken {
  readonly selector: string
  readonly verifier: string
}

/** What the database keeps of a token: keyed hashes, worthless without SECRET_KEY. */
export interface RefreshTokenHashes {
  readonly selectorHash: string
  readonly verifierHash: string
}

/** The two keys that permit tokens into hashes and into their successors. */
export interface RefreshTokenKey {
  readonly hashKey: KeyObject
  readonly successorKey: KeyObject
}

export function refreshTokenKeyFrom(secret: string): RefreshTokenKey {
  return {
    hashKey: deriveKey(secret, 'refresh-token-hash'),
    successorKey: deriveKey(secret, 'refresh-token-successor'),
  }
}

/** The first token of a session: a random UUID of version 4 (RFC 9562). */
export function createRefreshToken(): RefreshToken {
  return splitHexadecimal(randomUUID().replaceAll('-', ''))
}

const canonicalPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const undashedPattern = /^[0-9a-f]{32}$/i

/** Reads the canonical spelling of a UUID, in either case, with its four dashes or with none. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  if (!canonicalPattern.test(text) && !undashedPattern.test(text)) return undefined
  return splitHexadecimal(text.replaceAll('-', '').toLowerCase())
}

export function formatRefreshToken({ selector, verifier }: RefreshToken): string {
  return [
    selector.slice(0, 8),
    selector.slice(8, 12),
    selector.slice(12),
    verifier.slice(0, 4),
    verifier.slice(4),
  ].join('-')
}

export function hashRefreshToken(key: RefreshTokenKey, token: RefreshToken): RefreshTokenHashes {
  return {
    selectorHash: hmac(key.hashKey, `selector:${token.selector}`).toString('base64url'),
    verifierHash: hashVerifier(key, token),
  }
}

/** The half of the hashes that changes with every refresh. */
export function hashVerifier(key: RefreshTokenKey, { selector, verifier }: RefreshToken): string {
  return hmac(key.hashKey, `verifier:${selector}:${verifier}`).toString('base64url')
}

/**
 * The one token that may follow this one. It is derived, not drawn, so that a retry of a lost answer gets
 * the same successor although the server never stored it.
 */
export function successorOf(key: RefreshTokenKey, token: RefreshToken): RefreshToken {
  const bytes = hmac(key.successorKey, `${token.selector}:${token.verifier}`).subarray(0, 8)
  // The two variant bits of a UUID; 62 bits of the verifier are free.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80
  return { selector: token.selector, verifier: bytes.toString('hex') }
}

function splitHexadecimal(digits: string): RefreshToken {
  return { selector: digits.slice(0, 16), verifier: digits.slice(16) }
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
