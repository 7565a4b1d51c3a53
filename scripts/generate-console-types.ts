import type { GeneratedFile } from './generated-file.ts'
import { collectDocument } from './openapi/collect-document.ts'
import { completeDocument } from './openapi/complete-document.ts'

/** The part of JSON Schema that answers are described with. */
interface Schema {
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly patternProperties?: Readonly<Record<string, Schema>>
}

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** What the management API answers, as types for the console: by operation, schemas with a title by their names. */
export async function generateConsoleTypes(): Promise<GeneratedFile[]> {
  const document = completeDocument(await collectDocument()) as unknown as ApiDocument
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/admin/'))
    .flatMap(([, methods]) => Object.values(methods))
  const named: Named = new Map()
  const members = operations.flatMap((operation) => {
    const schema = answerOf(operation)
    if (!schema) return []
    return [`  readonly ${operation.operationId}: ${typeOf(schema, { indent: '  ', named })}`]
  })

  const head = '// Generated from the routes by `npm run generate`; not edited by hand.\n\n'
  const doc = '/** What each operation of the management API answers. */\n'
  const answers = `${doc}export interface ResponseTypes {\n${members.join('\n')}\n}\n`
  const types = [...named].map(([name, type]) => `type ${name} = ${type}\n\n`)
  const content = `${head}${types.join('')}${answers}`
  return [{ path: 'console/src/api/answers.ts', content }]
}

function answerOf({ responses }: Operation): Schema | undefined {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return success?.content?.['application/json']?.schema
}

/** The types of the schemas with a title, by title. */
type Named = Map<string, string>

interface Place {
  readonly indent: string
  readonly named: Named
}

function typeOf({ title, ...schema }: Schema, place: Place): string {
  if (title === undefined) return typeOfUntitled(schema, place)
  place.named.set(title, typeOfUntitled(schema, { ...place, indent: '' }))
  return title
}

function typeOfUntitled(schema: Schema, place: Place): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return unionOf(schema.enum.map((value) => JSON.stringify(value)))
  if (schema.anyOf) return unionOf(schema.anyOf.map((one) => typeOf(one, place)))
  if (typeof schema.type === 'string') return typeOfKind(schema.type, schema, place)
  return schema.type
    ? unionOf(schema.type.map((kind) => typeOfKind(kind, schema, place)))
    : 'unknown'
}

function typeOfKind(kind: string, schema: Schema, place: Place): string {
  if (kind === 'integer' || kind === 'number') return 'number'
  if (kind === 'array') return `readonly (${typeOf(schema.items ?? {}, place)})[]`
  return kind === 'object' ? objectOf(schema, place) : kind
}

function objectOf(schema: Schema, place: Place): string {
  const { properties, required = [] } = schema
  if (!properties) return `Readonly<Record<string, ${typeOf(valueSchemaOf(schema), place)}>>`

  const inner = { ...place, indent: `${place.indent}  ` }
  const members = Object.entries(properties).map(([name, property]) => {
    const optional = required.includes(name) ? '' : '?'
    return `${inner.indent}readonly ${name}${optional}: ${typeOf(property, inner)}`
  })
  return `{\n${members.join('\n')}\n${place.indent}}`
}

function valueSchemaOf({ additionalProperties, patternProperties }: Schema): Schema {
  if (typeof additionalProperties === 'object') return additionalProperties
  return Object.values(patternProperties ?? {})[0] ?? {}
}

function unionOf(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}
