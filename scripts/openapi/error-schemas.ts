const sentence = (description: string) => ({ type: 'string', description })
const sentences = {
  type: 'array',
  items: { type: 'string' },
  description: 'Error messages.',
}

/** The bodies of errors: the contract's four shapes by name, and the problem document. */
const errorSchemas = {
  detail: {
    type: 'object',
    description: 'An error of the request as a whole.',
    required: ['detail'],
    properties: { detail: sentence('Error message.') },
  },
  error: {
    type: 'object',
    description: 'An error of the refresh token.',
    required: ['error'],
    properties: { error: sentence('Error message.') },
  },
  fields: {
    type: 'object',
    description: 'Errors of fields, by field name.',
    additionalProperties: sentences,
  },
  non_field_errors: {
    type: 'object',
    description: 'An error of several fields together.',
    required: ['non_field_errors'],
    properties: { non_field_errors: sentences },
  },
  problem: {
    type: 'object',
    description: 'A problem document (RFC 9457).',
    required: ['type', 'title', 'status', 'code', 'request_id'],
    properties: {
      type: { ...sentence('URL of the documentation of the code.'), format: 'uri' },
      title: sentence('Error message.'),
      status: { type: 'integer', description: 'HTTP status.' },
      code: sentence('Stable error code.'),
      request_id: sentence('Request ID, as in the server’s log.'),
      errors: {
        type: 'object',
        description: 'Errors of fields, by field name; for `validation_failed`.',
        additionalProperties: sentences,
      },
      required_permission: sentence('Missing permission; for `permission_denied`.'),
      methods: {
        type: 'array',
        items: { type: 'string' },
        description: 'Ways to authenticate again; for `reauthentication_required`.',
      },
      versions: {
        description: 'The current object and the requested change; for `version_mismatch`.',
      },
    },
  },
} as const

type ErrorShape = keyof typeof errorSchemas

const nameOf = {
  detail: 'ErrorDetail',
  error: 'RefreshTokenError',
  fields: 'FieldErrors',
  non_field_errors: 'CredentialsError',
  problem: 'Problem',
} as const satisfies Record<ErrorShape, string>

/** The schemas under the names that clients see. */
export const errorComponents = Object.fromEntries(
  Object.entries(errorSchemas).map(([shape, schema]) => [nameOf[shape as ErrorShape], schema]),
)

/** A reference to the schema of such a body. */
export function refTo(shape: ErrorShape) {
  return { $ref: `#/components/schemas/${nameOf[shape]}` }
}
