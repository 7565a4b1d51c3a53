import { PoolOverloaded } from '../crypto/hashing-pool.ts'
import { isTransientError } from '../database/transient-errors.ts'
import { ApiError, type ErrorCode } from '../errors.ts'

/** The body shapes of the contract. */
type Shape = 'detail' | 'error' | 'fields' | 'non_field_errors'

interface Answer {
  readonly status: number
  readonly shape: Shape
}

const detail = (status: number): Answer => ({ status, shape: 'detail' })

/** The only place where a refusal becomes an HTTP status; a code without one does not compile. */
export const errorShapes = {
  bad_request: detail(400),
  host_not_allowed: detail(400),
  not_found: detail(404),
  not_acceptable: detail(406),
  method_not_allowed: detail(405),
  unsupported_media_type: detail(415),
  body_too_large: detail(413),
  body_unreadable: detail(400),
  headers_too_large: detail(431),
  validation_failed: { status: 400, shape: 'fields' },
  overloaded: detail(503),
  unavailable: detail(503),
  internal_error: detail(500),
  credentials_missing: detail(401),
  authorization_malformed: detail(401),
  authorization_scheme_unknown: detail(401),
  access_token_expired: detail(401),
  access_token_invalid: detail(401),
  user_not_found: detail(401),
  permission_denied: detail(403),
  reauthentication_required: detail(403),
  console_session_expired: detail(401),
  csrf_failed: detail(403),
  invalid_credentials: { status: 400, shape: 'non_field_errors' },
  too_many_attempts: detail(429),
  registration_disabled: detail(403),
  refresh_token_required: { status: 400, shape: 'error' },
  refresh_token_malformed: { status: 400, shape: 'error' },
  refresh_token_invalid: { status: 400, shape: 'error' },
  refresh_token_reused: { status: 400, shape: 'error' },
  setting_pinned: detail(409),
  last_superuser: detail(409),
  version_mismatch: detail(412),
  conflict: detail(409),
} as const satisfies Record<ErrorCode, Answer>

const busyRetrySeconds = 1

/** What a thrown value is to the caller: a refusal as it is, an transientError as 503, anything else a bare 500. */
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

/** The body of a refusal in the contract's four shapes. */
export function contractBody(refusal: ApiError): unknown {
  const { shape }: Answer = errorShapes[refusal.code]
  if (shape === 'fields') return refusal.fields ?? { detail: refusal.message }
  if (shape === 'non_field_errors') return { non_field_errors: [refusal.message] }
  if (refusal.versions !== undefined) return { detail: refusal.message, versions: refusal.versions }
  return { [shape]: refusal.message }
}

/** The same as a problem document (RFC 9457), with the code that the documentation has a page for. */
export function problemBody(refusal: ApiError, publicUrl: string, requestId: string): unknown {
  const { status } = errorShapes[refusal.code]
  return {
    type: `${publicUrl}/docs/reference/error-codes/#${refusal.code}`,
    title: refusal.message,
    status,
    code: refusal.code,
    request_id: requestId,
    ...(refusal.fields ? { errors: refusal.fields } : {}),
    ...(refusal.versions === undefined ? {} : { versions: refusal.versions }),
    ...(refusal.requiredPermission ? { required_permission: refusal.requiredPermission } : {}),
  }
}

export function statusOf(refusal: ApiError): number {
  return errorShapes[refusal.code].status
}
