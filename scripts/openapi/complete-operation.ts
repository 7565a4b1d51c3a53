import { ApiError, type ErrorCode, errorMessages, type FieldErrors } from '../../src/errors.ts'
import { errorBody, errorShapeOf } from '../../src/http/django/error-body.ts'
import { problemBody } from '../../src/http/error-status.ts'
import type { Operation, Response, Schema } from './document.ts'
import { refTo } from './error-schemas.ts'

const publicUrl = 'http://localhost:8000'
const requestId = '0f8fad5b-d9cb-469f-a165-70867728950e'

/** Derives from the codes of an operation's errors their schemas, headers, problem documents and examples. */
export function completeOperation(operation: Operation): Operation {
  const body = operation.requestBody?.content['application/json']?.schema
  const responses = Object.entries(operation.responses).map(([status, response]) => {
    const codes = codesOf(response)
    return [status, codes.length === 0 ? response : completeError(status, codes, body)]
  })
  const { security = [] } = operation
  return { ...operation, security, responses: Object.fromEntries(responses) }
}

/** `errorResponses()` names its examples by error code. */
function codesOf(response: Response): ErrorCode[] {
  const names = Object.keys(response.content?.['application/json']?.examples ?? {})
  return names.filter((name): name is ErrorCode => Object.hasOwn(errorMessages, name))
}

function completeError(
  status: string,
  codes: readonly ErrorCode[],
  body: Schema | undefined,
): Response {
  const errorsByCode = codes.map((code) => [code, apiErrorOf(code, body)] as const)
  const examplesOf = (write: (error: ApiError) => unknown) =>
    Object.fromEntries(
      errorsByCode.map(([code, error]) => [
        code,
        { summary: errorMessages[code], value: write(error) },
      ]),
    )
  return {
    description: codes.map((code) => `\`${code}\`: ${errorMessages[code]}`).join('\n\n'),
    ...headersOf(status),
    content: {
      'application/json': { schema: shapesOf(codes), examples: examplesOf(errorBody) },
      'application/problem+json': {
        schema: refTo('problem'),
        examples: examplesOf((error) => problemBody(error, publicUrl, requestId)),
      },
    },
  }
}

function shapesOf(codes: readonly ErrorCode[]): Schema {
  const shapes = [...new Set(codes.map(errorShapeOf))].map(refTo)
  const [first] = shapes
  return shapes.length === 1 && first ? first : { anyOf: shapes }
}

function apiErrorOf(code: ErrorCode, body: Schema | undefined): ApiError {
  return new ApiError(code, code === 'validation_failed' ? { fields: exampleErrors(body) } : {})
}

/** Errors that this body can have. */
function exampleErrors(body: Schema | undefined): FieldErrors {
  const [first] = body?.required ?? []
  if (first) return { [first]: ['This field is required.'] }
  const name = Object.keys(body?.properties ?? {})[0]
  return name ? { [name]: ['Not a valid string.'] } : { non_field_errors: ['No data provided'] }
}

const retryAfter = {
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    schema: { type: 'integer' },
  },
}
const headersByStatus: Readonly<Record<string, Response['headers']>> = {
  401: {
    'WWW-Authenticate': {
      description: '`Bearer`; with the reason if a token was sent (RFC 6750).',
      schema: { type: 'string' },
    },
  },
  429: {
    ...retryAfter,
    RateLimit: {
      description: 'The limit that was reached, and the seconds until it counts anew.',
      schema: { type: 'string', examples: ['"failed-logins";r=0;t=840'] },
    },
    'RateLimit-Policy': {
      description: 'The limit that was reached: how many in how many seconds.',
      schema: { type: 'string', examples: ['"failed-logins";q=10;w=900'] },
    },
  },
  503: retryAfter,
}

function headersOf(status: string): Pick<Response, 'headers'> {
  const headers = headersByStatus[status]
  return headers ? { headers } : {}
}
