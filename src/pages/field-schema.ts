import type { FieldSchema } from '../http/django/field.ts'

/** A field of a schema, with what pages say about it. */
export interface DescribedField extends FieldSchema {
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly anyOf?: readonly DescribedField[]
}

/** An object of fields: a body, a query string or the parameters of a path. */
export interface FieldGroup {
  readonly properties: Readonly<Record<string, DescribedField>>
  readonly required?: readonly string[]
  readonly examples?: readonly unknown[]
}

/** How a field is filled in, and how its text becomes JSON again. */
export type FieldKind = 'string' | 'integer' | 'boolean' | 'choice' | 'list' | 'json'

/** The fields of a schema of a route; undefined when it has none. */
export function fieldGroup(schema: unknown): FieldGroup | undefined {
  const group = schema as Partial<FieldGroup> | undefined
  return group?.properties && Object.keys(group.properties).length > 0
    ? (group as FieldGroup)
    : undefined
}

export function kindOf(field: DescribedField): FieldKind {
  if (choicesOf(field).length > 0) return 'choice'
  const types = [field.type ?? []].flat()
  if (types.includes('boolean')) return 'boolean'
  if (types.includes('integer') || types.includes('number')) return 'integer'
  if (types.includes('array')) return 'list'
  return types.includes('string') ? 'string' : 'json'
}

/** The values to choose from, when there are only so many. */
export function choicesOf(field: DescribedField): unknown[] {
  if (field.enum) return [...field.enum]
  const constants = field.anyOf?.map((each) => each.const) ?? []
  return constants.every((each) => each !== undefined) ? constants : []
}

export function isNullable(field: DescribedField): boolean {
  return [field.type ?? []].flat().includes('null')
}

/** What the schema demands, in words. */
export function constraintsOf(field: DescribedField): string {
  const { minimum, maximum, maxLength, maxItems, format } = field
  const parts = [
    format === 'refresh-token' ? 'a UUID' : undefined,
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
    maxItems === undefined ? undefined : `at most ${maxItems}, separated by commas`,
    minimum === undefined ? undefined : `at least ${minimum}`,
    maximum === undefined ? undefined : `at most ${maximum}`,
    isNullable(field) ? 'may be null' : undefined,
    field.default === undefined ? undefined : `default ${JSON.stringify(field.default)}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}
