import type { Content, OpenApiDocument, Operation, Response, Schema } from './document.ts'
import { errorResponseName } from './error-response-names.ts'

/**
 * The document with what it says more than once moved to `components`, so that generated clients get named
 * types: every schema that has a title, and every error response whose bodies depend on its codes alone.
 *
 * @throws {Error} when two different schemas have the same title.
 */
export function nameComponents(document: OpenApiDocument): OpenApiDocument {
  const schemas = new NamedParts<Schema>('schemas')
  const responses = new NamedParts<Response>('responses')
  const nameIn = (operation: Operation) => nameInOperation(operation, { schemas, responses })
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item).map(([method, each]) => [method, nameIn(each)])),
    ]),
  )
  return {
    ...document,
    paths,
    components: {
      ...document.components,
      schemas: { ...schemas.inOrder(), ...document.components?.['schemas'] },
      responses: responses.inOrder(),
    },
  }
}

/** One kind of components, as far as they have been met. */
class NamedParts<Part extends object> {
  readonly #kind: string
  readonly #parts = new Map<string, Part>()

  constructor(kind: string) {
    this.#kind = kind
  }

  /** Keeps the part under its name and returns a reference to it. */
  refTo(name: string, part: Part): { readonly $ref: string } {
    const known = this.#parts.get(name)
    if (known && JSON.stringify(known) !== JSON.stringify(part)) {
      throw new Error(`Two different ${this.#kind} are called ${name}.`)
    }
    this.#parts.set(name, part)
    return { $ref: `#/components/${this.#kind}/${name}` }
  }

  inOrder(): Record<string, Part> {
    const byName = [...this.#parts].sort(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(byName)
  }
}

interface Parts {
  readonly schemas: NamedParts<Schema>
  readonly responses: NamedParts<Response>
}

function nameInOperation(operation: Operation, { schemas, responses }: Parts): Operation {
  const { parameters, requestBody } = operation
  const named = Object.entries(operation.responses).map(([status, response]) => {
    const name = nameOfError(response)
    return [status, name ? responses.refTo(name, response) : withNamedSchemas(response, schemas)]
  })
  return {
    ...operation,
    ...(parameters ? { parameters: parameters.map((each) => withNamedSchema(each, schemas)) } : {}),
    ...(requestBody ? { requestBody: withNamedSchemas(requestBody, schemas) } : {}),
    responses: Object.fromEntries(named),
  }
}

/** Undefined for successes, and where the examples name fields of this operation. */
function nameOfError({ content }: Response): string | undefined {
  const codes = Object.keys(content?.['application/problem+json']?.examples ?? {})
  return codes.length === 0 || codes.includes('validation_failed')
    ? undefined
    : errorResponseName(codes)
}

function withNamedSchemas<Part extends { readonly content?: Content }>(
  part: Part,
  schemas: NamedParts<Schema>,
): Part {
  if (!part.content) return part
  const content = Object.entries(part.content).map(([type, media]) => [
    type,
    withNamedSchema(media, schemas),
  ])
  return { ...part, content: Object.fromEntries(content) }
}

function withNamedSchema<Part extends { readonly schema?: Schema }>(
  part: Part,
  schemas: NamedParts<Schema>,
): Part {
  return part.schema ? { ...part, schema: nameSchema(part.schema, schemas) } : part
}

/** The examples of whole bodies stand beside their schemas already. */
function nameSchema(schema: Schema, schemas: NamedParts<Schema>): Schema {
  const { title, examples: _, ...rest } = mapParts(schema, (part) => nameSchema(part, schemas))
  return title === undefined ? rest : schemas.refTo(title, rest)
}

function mapParts(schema: Schema, map: (part: Schema) => Schema): Schema {
  const { properties, items, anyOf } = schema
  return {
    ...schema,
    ...(properties ? { properties: mapValues(properties, map) } : {}),
    ...(items ? { items: map(items) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(map) } : {}),
  }
}

function mapValues(schemas: Readonly<Record<string, Schema>>, map: (part: Schema) => Schema) {
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, map(each)]))
}
