import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { derToJose, joseToDer } from './ecdsa-signature.ts'

export const asymmetricAlgorithms = ['ES256', 'EdDSA', 'RS256'] as const

/** Signature algorithms of RFC 7518 and RFC 8037 that can be chosen. */
export type AsymmetricAlgorithm = (typeof asymmetricAlgorithms)[number]
export type Algorithm = AsymmetricAlgorithm | 'HS256'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export function generateKeyPair(algorithm: AsymmetricAlgorithm): KeyPair {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/** Reads a PKCS #8 private key in DER and derives its public half. */
export function readKeyPair(pkcs8: Buffer): KeyPair {
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** Signs as JWS does (RFC 7515 §5.1). `key` is a private key, or the shared secret for HS256. */
export function signBytes(algorithm: Algorithm, key: KeyObject, input: Buffer): Buffer {
  if (algorithm === 'HS256') return createHmac('sha256', key).update(input).digest()
  if (algorithm === 'EdDSA') return sign(null, input, key)
  const signature = sign('sha256', input, key)
  // Converted here because passing `{ key, dsaEncoding }` doubles the cost of a signature on Node 24.
  return algorithm === 'ES256' ? derToJose(signature) : signature
}

/** Whether `signature` is this key's signature of `input`. Malformed signatures are simply false. */
export function verifyBytes(
  algorithm: Algorithm,
  key: KeyObject,
  input: Buffer,
  signature: Buffer,
): boolean {
  if (algorithm === 'HS256') {
    const expected = createHmac('sha256', key).update(input).digest()
    return signature.length === expected.length && timingSafeEqual(signature, expected)
  }
  if (algorithm === 'EdDSA') return verify(null, input, key, signature)
  if (algorithm === 'RS256') return verify('sha256', input, key, signature)
  const der = joseToDer(signature)
  return der !== undefined && verify('sha256', input, key, der)
}
