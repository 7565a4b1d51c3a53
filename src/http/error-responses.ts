import { ApiError, type ErrorCode, errorMessages } from '../errors.ts'
import { contractBody, errorShapes } from './error-status.ts'
import { Type } from './schema.ts'

// In one order, so that the same errors are described by the same words everywhere.
const catalogue = Object.keys(errorMessages) as ErrorCode[]

const exampleFields = { email: ['Enter a valid email address.'] }

/**
 * Response schemas for the errors a route can answer with, grouped by status, for its `response`. Each shows
 * one example for every code.
 */
export function errorResponses(...codes: readonly ErrorCode[]): Record<number, object> {
  const schemas: Record<number, object> = {}
  for (const status of new Set(codes.map((code) => errorShapes[code].status))) {
    const ofStatus = catalogue.filter(
      (code) => codes.includes(code) && errorShapes[code].status === status,
    )
    schemas[status] = {
      description: ofStatus.map((code) => `\`${code}\``).join(', '),
      content: {
        'application/json': {
          schema: Type.Object({}, { additionalProperties: true }),
          examples: Object.fromEntries(ofStatus.map((code) => [code, { value: exampleOf(code) }])),
        },
      },
    }
  }
  return schemas
}

function exampleOf(code: ErrorCode): unknown {
  const fields = code === 'validation_failed' ? { fields: exampleFields } : {}
  return contractBody(new ApiError(code, { message: errorMessages[code], ...fields }))
}
