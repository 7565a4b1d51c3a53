import { createHash, type JsonWebKey } from 'node:crypto'
import type { Context } from '../../context.ts'
import { seal } from '../../crypto/seal.ts'
import { type AsymmetricAlgorithm, generateKeyPair } from '../../crypto/signing-algorithms.ts'
import type { StoredKey } from './key-repository.ts'

/** What a new key consists of before it has its place in the order of keys. */
export type NewKey = Pick<StoredKey, 'kid' | 'algorithm' | 'publicJwk' | 'privateKeyEncrypted'>

/** Generates a key pair; the private half is sealed under a key derived from the current SECRET_KEY. */
export function createKey(context: Context, algorithm: AsymmetricAlgorithm): NewKey {
  const { secrets } = context
  const { privateKey, publicKey } = generateKeyPair(algorithm)
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = thumbprintOf(jwk)
  // One of 64 would be taken for an option where it is an argument, as in `latchkey keys revoke`.
  if (kid.startsWith('-')) return createKey(context, algorithm)
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })

  return {
    kid,
    algorithm,
    publicJwk: JSON.stringify({ ...jwk, kid, alg: algorithm, use: 'sig' }),
    privateKeyEncrypted: seal(secrets.signingKeys[0], pkcs8, kid),
  }
}

/** The JWK thumbprint (RFC 7638): SHA-256 over the required members in alphabetical order. */
function thumbprintOf(jwk: JsonWebKey): string {
  const { crv, e, kty, n, x, y } = jwk
  const required = Object.fromEntries(
    Object.entries({ crv, e, kty, n, x, y }).filter(([, value]) => value !== undefined),
  )
  return createHash('sha256').update(JSON.stringify(required)).digest('base64url')
}
