import type { TSchema } from 'typebox'
import { AuthError, type FieldFaults } from '../../errors.ts'
import type { FieldSchema, Formats } from './field.ts'
import { readField } from './read-field.ts'
import { JsonNumber, type ParsedBody } from './parsed-body.ts'

/** Faults of a body, with the fields that were good, so that a route can find further faults in those. */
export class BodyFaults extends AuthError {
  readonly accepted: Readonly<Record<string, unknown>>
  readonly fieldOrder: readonly string[]

  constructor(
    fields: FieldFaults,
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
}

type Validated = { readonly value: Record<string, unknown> } | { readonly error: AuthError }

/**
 * Makes the validator of a body from its schema: the contract's messages, every bad field at once in the
 * schema's order. Only declared fields come through; all others are ignored.
 */
export function bodyValidator(schema: TSchema, formats: Formats) {
  const { properties, required = [] } = schema as unknown as BodySchema
  const fields = Object.entries(properties)

  return (body: ParsedBody | null | undefined): Validated => {
    const given = body?.value === undefined ? {} : body.value
    if (!isObject(given)) return { error: refuseShape(given) }

    const accepted: Record<string, unknown> = {}
    const faults: Record<string, readonly string[]> = {}
    for (const [name, field] of fields) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined
      const read = readField({ name, field, value, isForm: body?.kind === 'form', formats })
      if (read.refusal) return { error: read.refusal }
      if (read.faults) faults[name] = read.faults
      else if (read.value !== undefined) accepted[name] = read.value
      else if (required.includes(name)) faults[name] = ['This field is required.']
    }
    return Object.keys(faults).length === 0
      ? { value: accepted }
      : { error: new BodyFaults(faults, accepted, fields.map(([name]) => name)) }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber)
  )
}

function refuseShape(value: unknown): AuthError {
  const message =
    value === null
      ? 'No data provided'
      : `Invalid data. Expected a dictionary, but got ${kindOf(value)}.`
  return new AuthError('validation_failed', { fields: { non_field_errors: [message] } })
}

/** The kinds under the names the contract gives them. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  if (value instanceof JsonNumber) return value.isInteger ? 'int' : 'float'
  return typeof value === 'string' ? 'str' : 'bool'
}
