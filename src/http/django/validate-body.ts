import type { TSchema } from 'typebox'
import { ApiError, type FieldErrors, fieldErrors } from '../../errors.ts'
import { toApiError } from '../error-status.ts'
import type { Formats } from '../wire-format.ts'
import type { FieldRead, FieldSchema } from './field.ts'
import { JsonNumber, type ParsedBody } from './parsed-body.ts'
import { readField } from './read-field.ts'

/** An object schema as far as bodies use it. */
interface BodySchema {
  readonly properties: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  /** False where a name that is not declared is a issue. */
  readonly additionalProperties?: boolean
}

type Validated = { readonly value: Record<string, unknown> } | { readonly error: ApiError }

/**
 * Makes the validator of a body from its schema: the contract's messages, all invalid fields at once in the
 * order of the schema. Undeclared fields are ignored, or rejected if the schema says so. Where the route has a `check`,
 * the errors come as a rejection: Fastify takes no error from a promise that resolves.
 */
export function bodyValidator(schema: TSchema, formats: Formats) {
  const bodySchema = schema as unknown as BodySchema

  return (body: ParsedBody | null | undefined): Validated | Promise<never> => {
    const given = body?.value === undefined ? {} : body.value
    return isObject(given)
      ? readFields(bodySchema, {
          given,
          isForm: body?.kind === 'form',
          formats,
          check: body?.check,
        })
      : { error: invalidShape(given) }
  }
}

interface Given {
  readonly given: Record<string, unknown>
  readonly isForm: boolean
  readonly formats: Formats
  readonly check: ParsedBody['check']
}

function readFields(
  schema: BodySchema,
  { given, isForm, formats, check }: Given,
): Validated | Promise<never> {
  const accepted: Record<string, unknown> = {}
  const issues = issuesOfUnknown(schema, given)

  for (const [name, field] of Object.entries(schema.properties)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    const read = readField({ name, field, value, isForm, formats })
    if (read.error) return { error: read.error }

    const found = read.issues ?? issueOfAbsence(read, schema.required?.includes(name) ?? false)
    if (found) issues[name] = found
    else if (read.value !== undefined) accepted[name] = read.value
  }
  return Object.keys(issues).length === 0
    ? { value: accepted }
    : invalid(schema, { issues, accepted, check })
}

interface Invalid {
  readonly issues: FieldErrors
  readonly accepted: Readonly<Record<string, unknown>>
  readonly check: ParsedBody['check']
}

function invalid(
  { properties }: BodySchema,
  { issues, accepted, check }: Invalid,
): Validated | Promise<never> {
  const names = Object.keys(properties)
  if (!check) return { error: fieldErrors(issues) }
  return check(accepted).then(
    (further) => {
      throw fieldErrorsInOrder(names, { ...issues, ...further })
    },
    (error) => {
      throw toApiError(error)
    },
  )
}

function fieldErrorsInOrder(names: readonly string[], issues: FieldErrors): ApiError {
  const found = names.filter((name) => name in issues)
  return fieldErrors(Object.fromEntries(found.map((name) => [name, issues[name] ?? []])))
}

/** A misspelt filter that is ignored would find, and change, far more than was meant. */
function issuesOfUnknown(
  { properties, additionalProperties }: BodySchema,
  given: Record<string, unknown>,
): Record<string, readonly string[]> {
  if (additionalProperties !== false) return {}
  // `format` has chosen the representation before (see negotiate.ts).
  const unknown = Object.keys(given).filter(
    (name) => name !== 'format' && !Object.hasOwn(properties, name),
  )
  return Object.fromEntries(unknown.map((name) => [name, ['There is no such parameter.']]))
}

function issueOfAbsence(read: FieldRead, isRequired: boolean): readonly string[] | undefined {
  return isRequired && read.value === undefined ? ['This field is required.'] : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber)
  )
}

function invalidShape(value: unknown): ApiError {
  const message =
    value === null
      ? 'No data provided'
      : `Invalid data. Expected a dictionary, but got ${kindOf(value)}.`
  return new ApiError('validation_failed', { fields: { non_field_errors: [message] } })
}

/** The kinds under the names the contract gives them. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  if (value instanceof JsonNumber) return value.isInteger ? 'int' : 'float'
  return typeof value === 'string' ? 'str' : 'bool'
}
