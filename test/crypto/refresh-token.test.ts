import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createRefreshToken,
  formatRefreshToken,
  hashRefreshToken,
  parseRefreshToken,
  refreshTokenKeyFrom,
  successorOf,
} from '../../src/crypto/refresh-token.ts'

const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const key = refreshTokenKeyFrom('a Secret that is long enough for everybody')
const otherKey = refreshTokenKeyFrom('another Secret that is long enough too')
const tokens = fc
  .uuid({ version: 4 })
  .map((uuid) => parseRefreshToken(uuid) ?? createRefreshToken())

test('a token survives being written and read, in every spelling', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const token = parseRefreshToken(uuid)

      expect(token && formatRefreshToken(token)).toBe(uuid)
      expect(parseRefreshToken(uuid.toUpperCase())).toEqual(token)
      expect(parseRefreshToken(uuid.replaceAll('-', ''))).toEqual(token)
    }),
  )
})

test('a new token and all its successors have the shape of version 4', () => {
  let token = createRefreshToken()

  for (let step = 0; step < 200; step += 1) {
    expect(formatRefreshToken(token)).toMatch(version4)
    token = successorOf(key, token)
  }
})

test('a successor keeps the selector, is the same each time, and differs from all before it', () => {
  fc.assert(
    fc.property(tokens, (first) => {
      const seen = new Set<string>()
      let token = first

      for (let step = 0; step < 20; step += 1) {
        seen.add(token.verifier)
        const next = successorOf(key, token)
        expect(next).toEqual(successorOf(key, token))
        expect(next.selector).toBe(first.selector)
        token = next
      }
      expect(seen.size).toBe(20)
    }),
  )
})

test('another secret, another selector and another verifier give another successor', () => {
  fc.assert(
    fc.property(tokens, tokens, (first, second) => {
      fc.pre(first.selector !== second.selector && first.verifier !== second.verifier)
      const mixed = { selector: second.selector, verifier: first.verifier }

      const successors = [
        successorOf(key, first),
        successorOf(otherKey, first),
        successorOf(key, second),
        successorOf(key, mixed),
      ].map((token) => token.verifier)

      expect(new Set(successors).size).toBe(4)
    }),
  )
})

test('the stored hashes depend on the secret and contain no part of the token', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      const hashes = Object.values(hashRefreshToken(key, token))
      const others = Object.values(hashRefreshToken(otherKey, token))

      expect(new Set([...hashes, ...others]).size).toBe(4)
      for (const hash of hashes) {
        expect(hash).toMatch(/^[\w-]{43}$/)
        expect(hash).not.toContain(token.verifier)
        expect(hash).not.toContain(token.selector)
      }
    }),
  )
})

test('the verifier is hashed together with its selector', () => {
  const [first, second] = [createRefreshToken(), createRefreshToken()]
  const mixed = { selector: second.selector, verifier: first.verifier }

  expect(hashRefreshToken(key, mixed).verifierHash).not.toBe(
    hashRefreshToken(key, first).verifierHash,
  )
})

test('nothing but a UUID is read, and no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.mixedCase(fc.uuid())), (text) => {
      const token = parseRefreshToken(text)
      const digits = text.replaceAll('-', '').toLowerCase()

      if (token) expect(token.selector + token.verifier).toBe(digits)
      else expect(text).not.toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
    }),
  )
})

test.each([
  'urn:uuid:0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01',
  '{0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01}',
  '0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01\n',
  ' 0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01',
  '0b0a3d2e7c1b-4f59-8f5a-2f7c9f1f3a01',
  '0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a0',
  '0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a011',
  '0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a0g',
  '٠b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01',
  '',
])('not a refresh token: %j', (text) => {
  expect(parseRefreshToken(text)).toBeUndefined()
})
