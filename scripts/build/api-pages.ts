import { headingSlug } from '../../src/pages/manual/heading-slug.ts'
import { codeSpan, markdownTable, referencePage } from '../markdown.ts'
import type {
  Content,
  OpenApiDocument,
  Operation,
  Parameter,
  Response,
  Schema,
} from '../openapi/document.ts'

const introduction = `Every endpoint, from the same document as \`/openapi.json\`, \`/swagger/\` and \`/redoc/\`.
You can try each of them at \`/api/\`.

Paths work with and without the trailing slash. Bodies can be \`application/json\`, \`application/x-www-form-urlencoded\` or
\`multipart/form-data\`; unknown fields are ignored. With \`Accept: application/problem+json\`, errors are problem documents. The
[error codes](error-codes.md) are in the tables.`

export interface ApiPage {
  /** Relative to docs/. */
  readonly path: string
  readonly markdown: string
}

/** The manual's pages about the API: an index, and a page for each tag below it. */
export function apiPages(document: OpenApiDocument): ApiPage[] {
  const { tags = [], paths } = resolveReferences(document, document)
  const topics = tags.map(({ name, description }) => ({
    name,
    description,
    slug: headingSlug(name),
    operations: operationsOfTag(paths, name),
  }))
  const index = topics.map(({ name, description, slug, operations }) => {
    const rows = operations.map(({ requestLine, operation }) => [
      codeSpan(requestLine),
      `[${operation.summary}](api/${slug}.md#${headingSlug(operation.summary ?? '')})`,
    ])
    const table = markdownTable(['Request', 'What it does'], rows)
    return `## [${name}](api/${slug}.md)\n\n${description}\n\n${table}`
  })
  const pages = topics.map(({ name, description, slug, operations }) => {
    const title = `API: ${name}`
    const parts = [description, ...operations.map(describe)]
    return { path: `reference/api/${slug}.md`, markdown: referencePage(title, source, parts) }
  })
  return [
    {
      path: 'reference/api.md',
      markdown: referencePage('Endpoints', source, [introduction, ...index]),
    },
    ...pages,
  ]
}

const source = 'openapi.json'

/** The same document with what it refers to in place of each reference. */
function resolveReferences<Value>(value: Value, document: OpenApiDocument): Value {
  if (Array.isArray(value)) return value.map((each) => resolveReferences(each, document)) as Value
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return resolveReferences(lookUp(document, String(value.$ref)), document)
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    resolveReferences(each, document),
  ])
  return Object.fromEntries(entries)
}

function lookUp<Value>(document: OpenApiDocument, reference: string): Value {
  const [, ...keys] = reference.split('/')
  return keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    document,
  ) as Value
}

interface Listed {
  readonly requestLine: string
  readonly operation: Operation
}

function operationsOfTag(paths: OpenApiDocument['paths'], tag: string): Listed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags?.[0] === tag)
      .map(([method, operation]) => ({
        requestLine: `${method.toUpperCase()} ${path}`,
        operation,
      })),
  )
}

function describe({ requestLine, operation }: Listed): string {
  const parts = [
    `## ${operation.summary}`,
    codeSpan(requestLine),
    accessTo(operation),
    parametersTable(operation.parameters ?? []),
    bodyTable(operation.requestBody?.content),
    responsesTable(operation.responses),
    exampleOf(operation.responses),
  ]
  return parts.filter(Boolean).join('\n\n')
}

/** The description, with the permission or token that the caller needs. */
function accessTo({ description = '', security }: Operation): string {
  const text = description.replace(/\bNeeds ([a-z_]+\.[a-z_]+)/g, 'Needs the permission `$1`')
  return security?.length && text === description ? `${text} Needs an access token.`.trim() : text
}

function parametersTable(parameters: readonly Parameter[]): string | undefined {
  if (parameters.length === 0) return undefined
  const rows = parameters.map(({ name, in: place, schema, description }) => [
    codeSpan(name),
    place,
    typeOf(schema),
    oneLine(description ?? schema?.description),
  ])
  return markdownTable(['Parameter', 'In', 'Type', 'Description'], rows)
}

function bodyTable(content: Content | undefined): string | undefined {
  const schema = content?.['application/json']?.schema
  const fields = Object.entries(schema?.properties ?? {})
  if (fields.length === 0) return undefined
  const rows = fields.map(([name, field]) => [
    codeSpan(name),
    typeOf(field),
    schema?.required?.includes(name) ? 'yes' : 'no',
    oneLine(field.description),
  ])
  return markdownTable(['Field', 'Type', 'Required', 'Description'], rows)
}

function responsesTable(responses: Operation['responses']): string {
  const rows = Object.entries(responses).flatMap(([status, { description }]) => {
    const codes = [...description.matchAll(/`([a-z_]+)`: (.+)/g)]
    if (codes.length === 0) return [[status, '', oneLine(description)]]
    return codes.map(([, code = '', text = '']) => [status, linkToCode(code), text.trim()])
  })
  return markdownTable(['Status', 'Error code', 'Response'], rows)
}

function linkToCode(code: string): string {
  return `[\`${code}\`](../error-codes.md#${code})`
}

function exampleOf(responses: Operation['responses']): string | undefined {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
  const example = jsonExample(success)
  return example === undefined
    ? undefined
    : `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``
}

function jsonExample(response: Response | undefined): unknown {
  const media = response?.content?.['application/json']
  return media?.example ?? Object.values(media?.examples ?? {})[0]?.value
}

function typeOf(schema: Schema | undefined): string {
  if (schema?.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  const types = [schema?.type ?? 'any'].flat()
  return types
    .map((type) => (type === 'array' ? `list of ${typeOf(schema?.items)}` : type))
    .join(' or ')
}

function oneLine(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}
