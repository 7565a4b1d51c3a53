import { AuthError, type RefusalCode, refusalMessages } from '../errors.ts'
import { answers, contractBody } from './error-answers.ts'
import { Type } from './schema.ts'

// In one order, so that the same refusals are described by the same words everywhere.
const catalogue = Object.keys(refusalMessages) as RefusalCode[]

const exampleFields = { email: ['Enter a valid email address.'] }

/**
 * Response schemas for the refusals a route can answer with, grouped by status, for its `response`. Each shows
 * one example for every code.
 */
export function refusals(...codes: readonly RefusalCode[]): Record<number, object> {
  const schemas: Record<number, object> = {}
  for (const status of new Set(codes.map((code) => answers[code].status))) {
    const ofStatus = catalogue.filter(
      (code) => codes.includes(code) && answers[code].status === status,
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

function exampleOf(code: RefusalCode): unknown {
  const fields = code === 'validation_failed' ? { fields: exampleFields } : {}
  return contractBody(new AuthError(code, { message: refusalMessages[code], ...fields }))
}
