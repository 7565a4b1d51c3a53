import { createSecretKey, type KeyObject } from 'node:crypto'
import {
  type AccessTokenClaims,
  encodeHeader,
  type TokenKey,
} from '../../src/crypto/access-token.ts'
import { type Algorithm, generateKeyPair } from '../../src/crypto/signing-algorithms.ts'

export const nowSeconds = 1_900_000_000

export const expectations = {
  issuer: 'https://auth.example.com',
  audience: 'latchkey',
  nowSeconds,
  maxLifetimeSeconds: 86_400,
}

export const goodClaims: Required<AccessTokenClaims> = {
  iss: 'https://auth.example.com',
  aud: 'latchkey',
  sub: '42',
  user_id: 42,
  sid: '7',
  jti: '0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01',
  iat: nowSeconds,
  exp: nowSeconds + 30,
}

export function createTokenKey(
  algorithm: Algorithm,
  kid = `key-${algorithm}`,
  secret = 'a Secret that is long enough for everybody',
): TokenKey {
  const { signingKey, verificationKey } = keysFor(algorithm, secret)
  return { kid, algorithm, signingKey, verificationKey, header: encodeHeader(algorithm, kid) }
}

function keysFor(
  algorithm: Algorithm,
  secret: string,
): { signingKey: KeyObject; verificationKey: KeyObject } {
  if (algorithm === 'HS256') {
    const key = createSecretKey(Buffer.from(secret))
    return { signingKey: key, verificationKey: key }
  }
  const { privateKey, publicKey } = generateKeyPair(algorithm)
  return { signingKey: privateKey, verificationKey: publicKey }
}

export function keySet(...keys: readonly TokenKey[]): ReadonlyMap<string, TokenKey> {
  return new Map(keys.map((key) => [key.header, key]))
}

export function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
