/**
 * The catalog of errors: every response that tells a caller what to do differently.
 * A code is public and permanent: it is never renamed and never reused. No HTTP here; the
 * status of each code is decided in http/error-status.ts.
 */
export const errorMessages = {
  // The request itself
  bad_request: 'Bad request.',
  host_not_allowed: 'This host name is not served here.',
  not_found: 'Not found.',
  not_acceptable: 'Could not satisfy the request Accept header.',
  method_not_allowed: 'Method not allowed.',
  unsupported_media_type: 'Unsupported media type in request.',
  body_too_large: 'Request body too large.',
  body_unreadable: 'Malformed request body.',
  headers_too_large: 'Request header fields too large.',
  validation_failed: 'Some fields are not valid.',
  overloaded: 'The server is busy. Try again in a moment.',
  unavailable: 'The service is temporarily unavailable. Try again in a moment.',
  internal_error: 'Internal server error.',

  // Credentials of a request
  credentials_missing: 'Authentication credentials were not provided',
  authorization_malformed: 'Invalid Authorization header format',
  authorization_scheme_unknown: 'Authorization header must start with Bearer',
  access_token_expired: 'Token has expired',
  access_token_invalid: 'Invalid token',
  user_not_found: 'User not found',
  permission_denied: 'You do not have permission to perform this action.',
  reauthentication_required: 'Confirm your password to do this.',
  console_session_expired: 'Your console session has expired. Log in again.',
  csrf_failed: 'CSRF Failed: the request does not prove that it comes from the console.',

  // Accounts and sessions
  invalid_credentials: 'Invalid email or password',
  too_many_attempts: 'Too many failed attempts. Try again later.',
  registration_disabled: 'Registration is disabled.',
  refresh_token_required: 'Refresh token is required',
  refresh_token_malformed: 'Invalid refresh token format',
  refresh_token_invalid: 'Invalid or expired refresh token',
  refresh_token_reused: 'Invalid or expired refresh token',
  verification_invalid: 'This link or code is no longer valid.',
  email_unavailable: 'This server cannot send email.',
  email_unverified: 'Confirm your email address first. We have sent you a message.',

  // Administration
  setting_pinned: 'This setting is fixed by an environment variable and cannot be changed here.',
  last_superuser: 'The last active superuser cannot be removed.',
  version_mismatch: 'The object was changed by someone else in the meantime.',
  conflict: 'The change conflicts with another one made at the same time.',
} as const satisfies Record<string, string>

export type ErrorCode = keyof typeof errorMessages

/** Messages by field name, in the order of the schema. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>

/** A limit that was reached: how many in how long. */
export interface Quota {
  /** Its name in `RateLimit-Policy`. */
  readonly policy: string
  readonly limit: number
  readonly windowSeconds: number
}

export interface ErrorDetails extends ErrorOptions {
  /** Replaces the message of the catalog where the response names something of the request. */
  readonly message?: string
  readonly fields?: FieldErrors
  readonly retryAfterSeconds?: number
  /** The limit that was reached, for errors about too many requests. */
  readonly quota?: Quota
  /** What both sides hold, for errors about concurrent edits. */
  readonly versions?: unknown
  /** The permission that would have been needed. */
  readonly requiredPermission?: string
  /** How the caller can prove again who they are. */
  readonly methods?: readonly string[]
}

/** An error the caller can understand and act on. Everything else that is thrown is a bug or an outage. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly fields: FieldErrors | undefined
  readonly retryAfterSeconds: number | undefined
  readonly quota: Quota | undefined
  readonly versions: unknown
  readonly requiredPermission: string | undefined
  readonly methods: readonly string[] | undefined

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? errorMessages[code], details)
    this.code = code
    this.fields = details.fields
    this.retryAfterSeconds = details.retryAfterSeconds
    this.quota = details.quota
    this.versions = details.versions
    this.requiredPermission = details.requiredPermission
    this.methods = details.methods
  }
}

/** An error about fields of the body: all invalid ones at once. */
export function fieldErrors(fields: FieldErrors): ApiError {
  return new ApiError('validation_failed', { fields })
}
