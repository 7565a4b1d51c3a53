import { type ErrorCode, errorMessages } from '../errors.ts'
import { errorStatuses } from './error-status.ts'

// In one order, so that equal sets of errors are documented alike everywhere.
const catalog = Object.keys(errorMessages) as ErrorCode[]

/**
 * The `response` schemas of the errors that a route can return, by status. Examples are named by error code; their
 * bodies are added by the generator of the OpenAPI document.
 */
export function errorResponses(...codes: readonly ErrorCode[]): Record<number, object> {
  const schemas: Record<number, object> = {}
  for (const status of new Set(codes.map((code) => errorStatuses[code]))) {
    const ofStatus = catalog.filter(
      (code) => codes.includes(code) && errorStatuses[code] === status,
    )
    schemas[status] = {
      description: ofStatus.map((code) => `\`${code}\``).join(', '),
      content: {
        'application/json': {
          schema: { type: 'object', additionalProperties: true },
          examples: Object.fromEntries(ofStatus.map((code) => [code, { value: {} }])),
        },
      },
    }
  }
  return schemas
}
