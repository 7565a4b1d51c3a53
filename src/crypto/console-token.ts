import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'

const tokenBytes = 32
const tokenPattern = /^[\w-]{43}$/

/** A random secret of 256 bits, for the cookie of a console session or a setup link. */
export function createSecretToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}

/** Whether a text can be such a token at all: anything else is not even looked for. */
export function isSecretToken(text: string): boolean {
  return tokenPattern.test(text)
}

/** What the database keeps of it. */
export function hashSecretToken(key: KeyObject, token: string): string {
  return createHmac('sha256', key).update(`token:${token}`).digest('base64url')
}

/** The proof that a request comes from a page of the session: known to whoever may read the session's answers. */
export function csrfTokenOf(key: KeyObject, token: string): string {
  return createHmac('sha256', key).update(`csrf:${token}`).digest('base64url')
}

/** Compares in constant time. */
export function isSameToken(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected)
  const givenBytes = Buffer.from(given)
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes)
}
