import type { ApiError, ErrorCode } from '../../errors.ts'

/** The four shapes in which the older API wrote errors. */
export type ErrorShape = 'detail' | 'error' | 'fields' | 'non_field_errors'

/** The codes that are not written as `detail`. */
const shapes: { readonly [Code in ErrorCode]?: ErrorShape } = {
  validation_failed: 'fields',
  invalid_credentials: 'non_field_errors',
  refresh_token_required: 'error',
  refresh_token_malformed: 'error',
  refresh_token_invalid: 'error',
  refresh_token_reused: 'error',
}

export function errorShapeOf(code: ErrorCode): ErrorShape {
  return shapes[code] ?? 'detail'
}

export function errorBody(error: ApiError): unknown {
  const shape = errorShapeOf(error.code)
  if (shape === 'fields') return error.fields ?? { detail: error.message }
  if (shape === 'non_field_errors') return { non_field_errors: [error.message] }
  if (error.versions !== undefined) return { detail: error.message, versions: error.versions }
  return { [shape]: error.message }
}
