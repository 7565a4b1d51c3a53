import { type FieldInput, type FieldRead, issue } from './field.ts'
import { JsonNumber, UploadedFile } from './parsed-body.ts'
import { readText } from './read-text.ts'

/** Reads one field by its schema. */
export function readField(input: FieldInput): FieldRead {
  const { field, value, formats } = input
  const errorOf = formats[field.format ?? '']?.errorOf
  if (errorOf) {
    const given = plain(value)
    const error = errorOf(given)
    return error ? { error } : { value: given }
  }
  if (value === undefined) return {}

  const types = typeof field.type === 'string' ? [field.type] : (field.type ?? [])
  if (value === null) {
    const takesAnything = types.length === 0 && !field.enum
    return takesAnything || types.includes('null')
      ? { value }
      : issue('This field may not be null.')
  }
  return readOfType(types, input)
}

function readOfType(types: readonly string[], input: FieldInput): FieldRead {
  const { field, value } = input
  if (field.enum) return readChoice(field.enum, value)
  if (types.includes('integer')) return readInteger(input)
  if (types.includes('boolean')) return readBoolean(input)
  if (types.includes('array')) return readArray(input)
  if (types.includes('string')) return readText(input)
  // A field without a type takes any JSON value; its use case decides.
  return { value: plain(value) }
}

function readChoice(choices: readonly unknown[], value: unknown): FieldRead {
  return choices.includes(value) ? { value } : issue('This is not a valid choice.')
}

function readInteger({ field, value, isForm }: FieldInput): FieldRead {
  const text = value instanceof JsonNumber ? value.source : isForm ? value : undefined
  if (typeof text !== 'string' || !/^-?\d{1,15}$/.test(text)) {
    return issue('A valid integer is required.')
  }
  const number = Number(text)
  if (field.minimum !== undefined && number < field.minimum) {
    return issue(`Ensure this value is greater than or equal to ${field.minimum}.`)
  }
  if (field.maximum !== undefined && number > field.maximum) {
    return issue(`Ensure this value is less than or equal to ${field.maximum}.`)
  }
  return { value: number }
}

function readBoolean({ value, isForm }: FieldInput): FieldRead {
  if (typeof value === 'boolean') return { value }
  if (isForm && (value === 'true' || value === 'on' || value === '1')) return { value: true }
  if (isForm && (value === 'false' || value === '0')) return { value: false }
  return issue('Must be a valid boolean.')
}

function readArray(input: FieldInput): FieldRead {
  const { field, value, isForm } = input
  const items = isForm && typeof value === 'string' ? value.split(',').filter(Boolean) : value
  if (!Array.isArray(items)) return issue('Expected a list of items.')
  if (field.maxItems !== undefined && items.length > field.maxItems) {
    return issue(`Ensure this list has no more than ${field.maxItems} items.`)
  }

  const read = items.map((item) => readField({ ...input, field: field.items ?? {}, value: item }))
  const bad = read.find((item) => item.issues)
  return bad ?? { value: read.map((item) => item.value) }
}

/** JSON numbers as plain numbers again. */
function plain(value: unknown): unknown {
  if (value instanceof JsonNumber) return Number(value.source)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || value instanceof UploadedFile) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}
