/** Why a request is not let in. `unavailable` is our trouble and not the caller's: their token may be valid. */
export type TokenErrorCode = 'missing' | 'invalid' | 'expired' | 'insufficient' | 'unavailable'

/** A request is not let in. */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly code: TokenErrorCode
  /** Parameters of the challenge (RFC 9470), besides the error. */
  readonly challenge: Readonly<Record<string, string>>

  /** `reason` is for your log; callers learn the code alone. */
  constructor(code: TokenErrorCode, reason: string, challenge: Record<string, string> = {}) {
    super(reason)
    this.code = code
    this.challenge = challenge
  }
}

/** What to respond with. */
export interface Rejection {
  readonly status: 401 | 503
  readonly headers: Readonly<Record<string, string>>
  /** A problem document (RFC 9457). */
  readonly body: { readonly title: string; readonly status: number; readonly code: string }
}

const responses = {
  missing: [401, 'authentication_required', 'Log in first.', undefined],
  invalid: [401, 'invalid_token', 'The access token is not valid.', 'invalid_token'],
  expired: [401, 'token_expired', 'The access token has expired.', 'invalid_token'],
  insufficient: [
    401,
    'insufficient_user_authentication',
    'This needs a stronger or more recent login.',
    'insufficient_user_authentication',
  ],
  unavailable: [503, 'verifier_unavailable', 'Tokens cannot be verified at the moment.', undefined],
} as const

/** The response to a request that is not let in (RFC 6750 section 3, RFC 9470). Anything but a `TokenError` is thrown on. */
export function rejectionOf(error: unknown): Rejection {
  if (!(error instanceof TokenError)) throw error
  const [status, code, title, oauthError] = responses[error.code]
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 503) headers['retry-after'] = '5'
  else headers['www-authenticate'] = challengeOf(oauthError, title, error.challenge)
  return { status, headers, body: { title, status, code } }
}

function challengeOf(error: string | undefined, description: string, more: object): string {
  if (!error) return 'Bearer'
  const parameters = Object.entries({ error, error_description: description, ...more })
  return `Bearer ${parameters.map(([name, value]) => `${name}="${value}"`).join(', ')}`
}
