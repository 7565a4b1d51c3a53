import { compactVerify } from 'jose'
import { assertSafeUrl, KeySet } from './key-set.ts'
import { type AccessTokenClaims, decode, invalid, readClaims, readHeader } from './read-token.ts'
import { TokenError } from './token-error.ts'

export type { AccessTokenClaims } from './read-token.ts'
export { type Rejection, rejectionOf, TokenError, type TokenErrorCode } from './token-error.ts'

export interface VerifierOptions {
  /** PUBLIC_URL of the server; its metadata name the keys. */
  readonly issuer: string
  /** JWT_AUDIENCE of the server. */
  readonly audience: string
  /** Those that the server may sign with; never HS256, whose secret could sign as well. */
  readonly algorithms?: readonly ('ES256' | 'EdDSA' | 'RS256')[]
  /** Where the keys are, without asking the metadata. */
  readonly jwksUri?: string
  /** How far clocks may differ, seconds. */
  readonly clockTolerance?: number
  /** The longest lifetime that the server gives tokens, seconds. */
  readonly maxTokenLifetime?: number
  /** Characters. */
  readonly maxTokenLength?: number
  /** Hears why somebody was not let in, for your log. */
  readonly onRejected?: (error: TokenError) => void
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** Who calls. */
export interface Auth {
  readonly userId: number
  readonly sessionId: string
  readonly claims: AccessTokenClaims
  readonly token: string
}

/** How the user must have logged in (RFC 9470). */
export interface Requirement {
  readonly acr?: string
  /** Seconds since the login. */
  readonly maxAge?: number
}

export interface Verifier {
  /** @throws {TokenError} */
  verify(token: string, requirement?: Requirement): Promise<Auth>
  /** The same for the value of an Authorization header (RFC 6750 section 2.1). @throws {TokenError} */
  verifyHeader(authorization: string | null | undefined, requirement?: Requirement): Promise<Auth>
  /** The same for a request of the Fetch API. @throws {TokenError} */
  verifyRequest(request: Request, requirement?: Requirement): Promise<Auth>
}

const maxCached = 10_000

/**
 * Verifies access tokens of one issuer as strictly as the server itself. Verified tokens are remembered until they expire.
 *
 * @throws {TypeError} at once, where the issuer or the audience is missing.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, algorithms = ['ES256', 'EdDSA', 'RS256'] } = options
  const { clockTolerance = 5, maxTokenLifetime = 86_400, maxTokenLength = 2_048 } = options
  const { now = Date.now, fetch = globalThis.fetch, jwksUri, onRejected } = options
  if (!issuer) throw new TypeError('issuer is missing: it is PUBLIC_URL of the server')
  if (!audience) throw new TypeError('audience is missing: it is JWT_AUDIENCE of the server')
  assertSafeUrl(issuer)
  const keys = new KeySet({ issuer, jwksUri, algorithms, fetch, now })
  const verified = new Map<string, { readonly auth: Auth; readonly kid: string }>()

  const expectations = () => ({
    issuer,
    audience,
    now: now() / 1_000,
    clockTolerance,
    maxTokenLifetime,
  })

  async function prove(token: string): Promise<Auth> {
    if (token.length > maxTokenLength) throw invalid('the token is too long')
    const [header = '', payload = '', signature = '', ...more] = token.split('.')
    if (more.length > 0 || !signature) throw invalid('this is not a signed token')
    const { alg, kid } = readHeader(header)
    if (!(algorithms as readonly string[]).includes(alg))
      throw invalid('the algorithm is another one')
    decode(signature)
    const key = await keys.get(kid, alg)
    const isSigned = await compactVerify(token, key, { algorithms: [alg] }).catch(() => undefined)
    if (!isSigned) throw invalid('the signature is wrong')

    const claims = readClaims(payload, expectations())
    const auth = { userId: claims.user_id, sessionId: claims.sid, claims, token }
    verified.set(token, { auth, kid })
    if (verified.size > maxCached) verified.delete(verified.keys().next().value ?? '')
    return auth
  }

  /** Withdrawn keys and expired tokens are not remembered. */
  function remembered(token: string): Auth | undefined {
    const known = verified.get(token)
    if (!known) return undefined
    const isExpired = known.auth.claims.exp + clockTolerance <= now() / 1_000
    if (!isExpired && keys.has(known.kid)) return known.auth
    verified.delete(token)
    return undefined
  }

  async function verify(token: string, requirement?: Requirement): Promise<Auth> {
    try {
      const auth = remembered(token) ?? (await prove(token))
      assertStrongEnough(auth, requirement, now() / 1_000)
      return auth
    } catch (error) {
      if (error instanceof TokenError) onRejected?.(error)
      throw error
    }
  }

  async function verifyHeader(
    authorization: string | null | undefined,
    requirement?: Requirement,
  ): Promise<Auth> {
    if (!authorization) {
      const missing = new TokenError('missing', 'there is no Authorization header')
      onRejected?.(missing)
      throw missing
    }
    const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization) ?? []
    return verify(token ?? '', requirement)
  }

  return {
    verify,
    verifyHeader,
    verifyRequest: (request, requirement) =>
      verifyHeader(request.headers.get('authorization'), requirement),
  }
}

function assertStrongEnough(
  { claims }: Auth,
  { acr, maxAge }: Requirement = {},
  now: number,
): void {
  const isRecent = maxAge === undefined || (claims.auth_time ?? 0) >= now - maxAge
  if ((acr === undefined || claims.acr === acr) && isRecent) return
  throw new TokenError('insufficient', 'the login is not strong or recent enough', {
    ...(acr === undefined ? {} : { acr_values: acr }),
    ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
  })
}
