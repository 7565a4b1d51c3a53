const sentence = (description: string) => ({ type: 'string', description })
const sentences = {
  type: 'array',
  items: { type: 'string' },
  description: 'What is wrong, as sentences.',
}

/** The bodies of errors: the contract's four shapes by name, and the problem document. */
const errorSchemas = {
  detail: {
    type: 'object',
    description: 'A refusal of the request as a whole.',
    required: ['detail'],
    properties: { detail: sentence('What is wrong.') },
  },
  error: {
    type: 'object',
    description: 'A refusal of the refresh token.',
    required: ['error'],
    properties: { error: sentence('What is wrong.') },
  },
  fields: {
    type: 'object',
    description: 'Refused fields by name, all at once.',
    additionalProperties: sentences,
  },
  non_field_errors: {
    type: 'object',
    description: 'A refusal of the fields together.',
    required: ['non_field_errors'],
    properties: { non_field_errors: sentences },
  },
  problem: {
    type: 'object',
    description: 'A problem document (RFC 9457).',
    required: ['type', 'title', 'status', 'code', 'request_id'],
    properties: {
      type: { ...sentence('Page of the manual about this code.'), format: 'uri' },
      title: sentence('What is wrong.'),
      status: { type: 'integer', description: 'The status of the answer.' },
      code: sentence('Stable name of the refusal; never renamed, never reused.'),
      request_id: sentence('Id under which the request is in the server’s log.'),
      errors: {
        type: 'object',
        description: 'Refused fields by name; with `validation_failed`.',
        additionalProperties: sentences,
      },
      versions: {
        description: 'The object as it is and as it was asked for; with `version_mismatch`.',
      },
    },
  },
} as const

type ErrorShape = keyof typeof errorSchemas

const nameOf = {
  detail: 'DetailRefusal',
  error: 'ErrorRefusal',
  fields: 'FieldsRefusal',
  non_field_errors: 'NonFieldErrorsRefusal',
  problem: 'Problem',
} as const satisfies Record<ErrorShape, string>

/** The schemas under the names that clients see. */
export const errorComponents = Object.fromEntries(
  Object.entries(errorSchemas).map(([shape, schema]) => [nameOf[shape as ErrorShape], schema]),
)

/** Points at the schema of such a body. */
export function refTo(shape: ErrorShape) {
  return { $ref: `#/components/schemas/${nameOf[shape]}` }
}
