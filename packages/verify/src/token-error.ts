const titles = {
  authentication_required: 'Log in first.',
  invalid_token: 'Invalid token.',
  token_expired: 'Token has expired.',
  insufficient_user_authentication: 'Log in again.',
  verifier_unavailable: 'Try again in a moment.',
} as const

/** Why a request is not let in. `verifier_unavailable` is our trouble and not the caller's: their token may be valid. */
export type TokenErrorCode = keyof typeof titles

/** How the user must have logged in (RFC 9470). */
export interface Requirement {
  readonly acr?: string
  /** Seconds since the login. */
  readonly maxAge?: number
}

/** A request is not let in. */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly code: TokenErrorCode
  /** What the login falls short of. */
  readonly requirement: Requirement

  /** `reason` is for your log; callers learn the code alone. */
  constructor(code: TokenErrorCode, reason: string, requirement: Requirement = {}) {
    super(reason)
    this.code = code
    this.requirement = requirement
  }
}

export function invalid(reason: string): TokenError {
  return new TokenError('invalid_token', reason)
}

/** What to respond with. */
export interface Rejection {
  readonly status: 401 | 503
  readonly headers: Readonly<Record<string, string>>
  /** A problem document (RFC 9457). */
  readonly body: { readonly title: string; readonly status: number; readonly code: TokenErrorCode }
}

/** The response to a request that is not let in (RFC 6750 section 3, RFC 9470). Anything but a `TokenError` is thrown on. */
export function rejectionOf(error: unknown): Rejection {
  if (!(error instanceof TokenError)) throw error
  const { code } = error
  const status = code === 'verifier_unavailable' ? 503 : 401
  const own = status === 503 ? { 'retry-after': '5' } : { 'www-authenticate': challengeOf(error) }
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...own },
    body: { title: titles[code], status, code },
  }
}

function challengeOf({ code, requirement: { acr, maxAge } }: TokenError): string {
  if (code === 'authentication_required') return 'Bearer'
  const error = code === 'token_expired' ? 'invalid_token' : code
  let challenge = `Bearer error="${error}", error_description="${titles[code]}"`
  if (acr !== undefined) challenge += `, acr_values="${acr}"`
  if (maxAge !== undefined) challenge += `, max_age="${maxAge}"`
  return challenge
}
