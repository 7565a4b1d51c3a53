import { compactVerify } from 'jose'
import { assertSafeUrl, keyReader } from './key-reader.ts'
import { type AccessTokenClaims, decode, readClaims } from './read-token.ts'
import { invalid, type Requirement, TokenError } from './token-error.ts'

export type { AccessTokenClaims } from './read-token.ts'
export {
  type Rejection,
  type Requirement,
  rejectionOf,
  TokenError,
  type TokenErrorCode,
} from './token-error.ts'

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

export interface Verifier {
  /** @throws {TokenError} */
  verify(token: string | undefined, requirement?: Requirement): Promise<Auth>
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
  const {
    issuer,
    audience,
    jwksUri,
    algorithms = ['ES256', 'EdDSA', 'RS256'],
    clockTolerance = 5,
    maxTokenLifetime = 86_400,
    maxTokenLength = 2_048,
    onRejected,
    fetch = globalThis.fetch,
    now = Date.now,
  } = options
  if (!issuer) throw new TypeError('issuer is missing (PUBLIC_URL of the server)')
  if (!audience) throw new TypeError('audience is missing (JWT_AUDIENCE of the server)')
  assertSafeUrl(issuer)
  const getKey = keyReader({ issuer, jwksUri, algorithms, fetch, now })
  const expected = { issuer, audience, clockTolerance, maxTokenLifetime }
  const verified = new Map<string, Auth>()
  const seconds = () => now() / 1_000

  async function prove(token: string): Promise<Auth> {
    const [header = '', payload = '', signature = '', ...more] = token.split('.')
    if (token.length > maxTokenLength || more.length > 0) throw invalid('too long')
    // Asked each time: a remembered token is worth nothing once its key is withdrawn.
    const key = await getKey(header)
    const known = verified.get(token)
    if (known && known.claims.exp + clockTolerance > seconds()) return known
    decode(signature)
    const isSigned = await compactVerify(token, key).catch(() => undefined)
    if (!isSigned) throw invalid('wrong signature')

    const claims = readClaims(payload, seconds(), expected)
    const auth = { userId: claims.user_id, sessionId: claims.sid, claims, token }
    verified.set(token, auth)
    if (verified.size > maxCached) verified.delete(verified.keys().next().value ?? '')
    return auth
  }

  async function verify(token: string | undefined, requirement?: Requirement): Promise<Auth> {
    try {
      if (!token) throw new TokenError('authentication_required', 'no token')
      const auth = await prove(token)
      assertStrongEnough(auth, requirement, seconds())
      return auth
    } catch (error) {
      if (error instanceof TokenError) onRejected?.(error)
      throw error
    }
  }

  const verifyHeader: Verifier['verifyHeader'] = (authorization, requirement) =>
    verify(/^Bearer +(.+)$/i.exec(authorization ?? '')?.[1], requirement)

  return {
    verify,
    verifyHeader,
    verifyRequest: ({ headers }, requirement) =>
      verifyHeader(headers.get('authorization'), requirement),
  }
}

function assertStrongEnough({ claims }: Auth, requirement: Requirement = {}, now: number): void {
  const { acr, maxAge } = requirement
  const isRecent = maxAge === undefined || (claims.auth_time ?? 0) >= now - maxAge
  if ((acr === undefined || claims.acr === acr) && isRecent) return
  throw new TokenError('insufficient_user_authentication', 'weak or old login', requirement)
}
