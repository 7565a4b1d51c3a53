import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { createVerifier, type Verifier, type VerifierOptions } from './create-verifier.ts'

export interface TestToken {
  readonly userId: number
  readonly sessionId?: string
  /** Seconds; below 0 it has expired. */
  readonly expiresIn?: number
  /** More claims, such as `acr`. */
  readonly claims?: Readonly<Record<string, unknown>>
}

export interface TestIssuer {
  readonly issuer: string
  readonly audience: string
  /** What stands for the network: it has the metadata and the keys of this issuer. */
  readonly fetch: (url: string) => Promise<Response>
  /** Verifies the tokens of this issuer, without a network. */
  verifier(options?: Partial<VerifierOptions>): Verifier
  /** Signs a token as the server would. */
  sign(token: TestToken): Promise<string>
  /** Publishes another key, and signs with it from now on; the keys before stay published. */
  rotate(): Promise<void>
}

/** An issuer for tests of services: a key pair of its own, and nothing to start. */
export async function createTestIssuer({
  issuer = 'https://auth.test',
  audience = 'latchkey',
  now = Date.now,
}: {
  readonly issuer?: string
  readonly audience?: string
  readonly now?: () => number
} = {}): Promise<TestIssuer> {
  const jwksUri = `${issuer}/.well-known/jwks.json`
  const keys = [await createKey(1)]
  const documents: Readonly<Record<string, () => unknown>> = {
    [`${issuer}/.well-known/openid-configuration`]: () => ({ issuer, jwks_uri: jwksUri }),
    [jwksUri]: () => ({ keys: keys.map(({ jwk }) => jwk) }),
  }
  const fetch = async (url: string) =>
    Object.hasOwn(documents, url)
      ? Response.json(documents[url]?.())
      : new Response('', { status: 404 })

  return {
    issuer,
    audience,
    fetch,
    verifier: (options) => createVerifier({ issuer, audience, fetch, now, ...options }),
    async sign({ userId, sessionId = '1', expiresIn = 30, claims }) {
      const { privateKey, jwk } = keys.at(-1) ?? (await createKey(0))
      const seconds = Math.floor(now() / 1_000)
      const iat = expiresIn > 0 ? seconds : seconds + expiresIn - 30
      const jti = crypto.randomUUID()
      const own = { iss: issuer, aud: audience, sub: String(userId), user_id: userId }
      return new SignJWT({ ...own, sid: sessionId, jti, iat, exp: seconds + expiresIn, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid })
        .sign(privateKey)
    },
    async rotate() {
      keys.push(await createKey(keys.length + 1))
    },
  }
}

async function createKey(number: number) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk: { ...jwk, kid: `test-${number}`, alg: 'ES256', use: 'sig' } }
}
