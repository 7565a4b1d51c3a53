import {
  CompactEncrypt,
  CompactSign,
  compactVerify,
  FlattenedSign,
  importJWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { describe, expect, test } from 'vitest'
import {
  maxTokenLength,
  signAccessToken,
  verifyAccessToken,
} from '../../src/crypto/access-token.ts'
import type { Algorithm } from '../../src/crypto/signing-algorithms.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'
import {
  mirroredSignature,
  rightSignatures,
  signatureKeys,
  wrongSignatures,
} from './signature-vectors.ts'
import { createTokenKey, expectations, goodClaims, keySet, nowSeconds } from './token-fixtures.ts'
import { es256, forge, invalidTokens, textOf } from './token-vectors.ts'

const algorithms: readonly Algorithm[] = ['ES256', 'EdDSA', 'RS256', 'HS256']
const keys = Object.fromEntries(algorithms.map((each) => [each, createTokenKey(each)]))
const known = keySet(es256)

function statusOf(token: string): string {
  return verifyAccessToken(token, known, expectations).status
}

describe.each(algorithms)('%s', (algorithm) => {
  const key = keys[algorithm] ?? es256

  test('an independent library verifies what we sign', async () => {
    const token = signAccessToken(key, goodClaims)

    const { payload, protectedHeader } = await jwtVerify(token, key.verificationKey, {
      issuer: goodClaims.iss,
      audience: expectations.audience,
      algorithms: [algorithm],
      typ: 'at+jwt',
      currentDate: new Date(nowSeconds * 1_000),
    })

    expect(payload).toEqual(goodClaims)
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'at+jwt', kid: key.kid })
  })

  test('what an independent library signs in our form is accepted', async () => {
    const token = await new SignJWT({ ...goodClaims })
      .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid: key.kid })
      .sign(key.signingKey)

    const verification = verifyAccessToken(token, keySet(key), expectations)

    expect(verification).toEqual({ status: 'valid', claims: goodClaims, key })
  })

  test('every changed character of a token makes it invalid', () => {
    const token = signAccessToken(key, goodClaims)

    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, index) + other + token.slice(index + 1)
      expect(verifyAccessToken(changed, keySet(key), expectations).status).toBe('invalid')
    }
  })

  test('another key of the same algorithm signs nothing that we accept', () => {
    const other = createTokenKey(algorithm, key.kid, 'another Secret that is long enough')
    const token = signAccessToken(other, goodClaims)

    expect(verifyAccessToken(token, keySet(key), expectations).status).toBe('invalid')
  })
})

test('the published key verifies a token outside', async () => {
  const jwk = { ...es256.verificationKey.export({ format: 'jwk' }), alg: 'ES256' }
  const token = signAccessToken(es256, goodClaims)

  const { payload } = await compactVerify(token, await importJWK(jwk))

  expect(JSON.parse(Buffer.from(payload).toString())).toEqual(goodClaims)
})

const good = JSON.stringify(goodClaims)

test('the forging helper makes a good token from good claims', () => {
  expect(statusOf(forge(good))).toBe('valid')
})

test.each(invalidTokens)('invalid: %s', (_name, token) => {
  expect(statusOf(token)).toBe('invalid')
})

test('tokens are valid with the right signature alone', () => {
  const keys = keySet(...signatureKeys)
  const status = (token: string) => verifyAccessToken(token, keys, expectations).status
  const accepted = wrongSignatures.filter(([, token]) => status(token) !== 'invalid')

  expect(rightSignatures.map(([, token]) => status(token))).toEqual(['valid', 'valid', 'valid'])
  expect(wrongSignatures.length).toBeGreaterThan(100)
  expect(accepted.map(([name]) => name)).toEqual([])
  // As every other verifier of ECDSA has it: whoever lists tokens lists their `jti`.
  expect(status(mirroredSignature())).toBe('valid')
})

test.each([
  ['exp is this very second', { iat: nowSeconds - 30, exp: nowSeconds }],
  ['exp was a second ago', { iat: nowSeconds - 31, exp: nowSeconds - 1 }],
])('expired: %s', (_name, change) => {
  expect(statusOf(forge(textOf(change)))).toBe('expired')
})

test.each([
  ['the last second', { iat: nowSeconds - 29, exp: nowSeconds + 1 }],
  ['another node is five seconds ahead', { iat: nowSeconds + 5, exp: nowSeconds + 35 }],
  ['the longest lifetime', { exp: nowSeconds + 86_400 }],
])('valid: %s', (_name, change) => {
  expect(statusOf(forge(textOf(change)))).toBe('valid')
})

test('a JWS in JSON and an encrypted token are refused', async () => {
  const flattened = await new FlattenedSign(Buffer.from(good))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: es256.kid })
    .sign(es256.signingKey)
  const encrypted = await new CompactEncrypt(Buffer.from(good))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .encrypt(es256.verificationKey)
  const nested = await new CompactSign(Buffer.from(forge(good)))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: es256.kid })
    .sign(es256.signingKey)

  expect(statusOf(JSON.stringify(flattened))).toBe('invalid')
  expect(statusOf(encrypted)).toBe('invalid')
  expect(statusOf(nested)).toBe('invalid')
})

test('a token over the length cap is refused before anything is decoded', () => {
  const long = forge(textOf({ note: 'x'.repeat(maxTokenLength) }))
  const before = startOfWork()

  const status = statusOf(long)
  for (let round = 0; round < 1_000; round += 1) statusOf('a.'.repeat(500_000))

  expect(status).toBe('invalid')
  expect(processorMilliseconds(before)).toBeLessThan(1_000)
})
