import { PoolOverloaded } from '../crypto/hashing-pool.ts'
import { isTransientError } from '../database/transient-errors.ts'
import { ApiError, type ErrorCode } from '../errors.ts'

/** The only place where an error gets its HTTP status; a code without one does not compile. */
export const errorStatuses = {
  bad_request: 400,
  host_not_allowed: 400,
  not_found: 404,
  not_acceptable: 406,
  method_not_allowed: 405,
  unsupported_media_type: 415,
  body_too_large: 413,
  body_unreadable: 400,
  headers_too_large: 431,
  validation_failed: 400,
  overloaded: 503,
  unavailable: 503,
  internal_error: 500,
  credentials_missing: 401,
  authorization_malformed: 401,
  authorization_scheme_unknown: 401,
  access_token_expired: 401,
  access_token_invalid: 401,
  user_not_found: 401,
  permission_denied: 403,
  reauthentication_required: 403,
  console_session_expired: 401,
  csrf_failed: 403,
  invalid_credentials: 400,
  too_many_attempts: 429,
  registration_disabled: 403,
  refresh_token_required: 400,
  refresh_token_malformed: 400,
  refresh_token_invalid: 400,
  refresh_token_reused: 400,
  verification_invalid: 400,
  email_unavailable: 503,
  email_unverified: 403,
  setting_pinned: 409,
  last_superuser: 409,
  version_mismatch: 412,
  conflict: 409,
} as const satisfies Record<ErrorCode, number>

const busyRetrySeconds = 1

/** What a thrown value is to the caller: an `ApiError` as it is, an outage as 503, anything else a bare 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof PoolOverloaded) {
    return new ApiError('overloaded', { retryAfterSeconds: busyRetrySeconds, cause: error })
  }
  if (isTransientError(error)) {
    return new ApiError('unavailable', { retryAfterSeconds: busyRetrySeconds, cause: error })
  }
  return new ApiError('internal_error', { cause: error })
}

/** An error as a problem document (RFC 9457), with the code that the documentation has a page for. */
export function problemBody(error: ApiError, publicUrl: string, requestId: string): unknown {
  return {
    type: `${publicUrl}/docs/reference/error-codes/#${error.code}`,
    title: error.message,
    status: errorStatuses[error.code],
    code: error.code,
    request_id: requestId,
    ...(error.fields ? { errors: error.fields } : {}),
    ...(error.versions === undefined ? {} : { versions: error.versions }),
    ...(error.requiredPermission ? { required_permission: error.requiredPermission } : {}),
    ...(error.methods ? { methods: error.methods } : {}),
  }
}

export function statusOf(error: ApiError): number {
  return errorStatuses[error.code]
}
