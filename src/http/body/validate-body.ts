import type { TSchema } from 'typebox'
import { ApiError, type FieldErrors } from '../../errors.ts'
import type { FieldRead, FieldSchema, Formats } from './field.ts'
import { JsonNumber, type ParsedBody } from './parsed-body.ts'
import { readField } from './read-field.ts'

/** Issues of a body, with the fields that were good, so that a route can find further issues in those. */
export class ValidationError extends ApiError {
  readonly accepted: Readonly<Record<string, unknown>>
  readonly fieldOrder: readonly string[]

  constructor(
    fields: FieldErrors,
    accepted: Readonly<Record<string, unknown>>,
    fieldOrder: readonly string[],
  ) {
    super('validation_failed', { fields })
    this.accepted = accepted
    this.fieldOrder = fieldOrder
  }
}

/** An object schema as far as bodies use it. */
interface BodySchema {
  readonly properties: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  /** False where a name that is not declared is a issue. */
  readonly additionalProperties?: boolean
}

type Validated = { readonly value: Record<string, unknown> } | { readonly error: ApiError }

/**
 * Makes the validator of a body from its schema: the contract's messages, every bad field at once in the
 * schema's order. Only declared fields come through; others are ignored, or refused where the schema says so.
 */
export function bodyValidator(schema: TSchema, formats: Formats) {
  const bodySchema = schema as unknown as BodySchema

  return (body: ParsedBody | null | undefined): Validated => {
    const given = body?.value === undefined ? {} : body.value
    return isObject(given)
      ? readFields(bodySchema, { given, isForm: body?.kind === 'form', formats })
      : { error: invalidShape(given) }
  }
}

interface Given {
  readonly given: Record<string, unknown>
  readonly isForm: boolean
  readonly formats: Formats
}

function readFields(schema: BodySchema, { given, isForm, formats }: Given): Validated {
  const accepted: Record<string, unknown> = {}
  const issues = issuesOfUnknown(schema, given)

  for (const [name, field] of Object.entries(schema.properties)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    const read = readField({ name, field, value, isForm, formats })
    if (read.refusal) return { error: read.refusal }

    const found = read.issues ?? issueOfAbsence(read, schema.required?.includes(name) ?? false)
    if (found) issues[name] = found
    else if (read.value !== undefined) accepted[name] = read.value
  }
  if (Object.keys(issues).length === 0) return { value: accepted }
  return { error: new ValidationError(issues, accepted, Object.keys(schema.properties)) }
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
