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
At \`/api/\` each can be tried out.

Paths are served with and without the closing slash. Bodies may be \`application/json\`,
\`application/x-www-form-urlencoded\` or \`multipart/form-data\`; unknown fields are ignored. With
\`Accept: application/problem+json\` errors are problem documents; the [error codes](error-codes.md) are in the tables.`

/** The manual's page about the API. */
export function apiPage(document: OpenApiDocument): string {
  const { tags = [], paths } = resolveReferences(document, document)
  const parts = tags.flatMap(({ name, description }) => [
    `## ${name}`,
    description,
    ...operationsOfTag(paths, name),
  ])
  return referencePage('Endpoints', 'openapi.json', [introduction, ...parts])
}

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

function operationsOfTag(paths: OpenApiDocument['paths'], tag: string): string[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags?.[0] === tag)
      .map(([method, operation]) => describe(`${method.toUpperCase()} ${path}`, operation)),
  )
}

function describe(requestLine: string, operation: Operation): string {
  const access = operation.security?.length ? 'Access token needed.' : undefined
  const parts = [
    `### ${operation.summary}`,
    codeSpan(requestLine),
    [operation.description, access].filter(Boolean).join(' '),
    parametersTable(operation.parameters ?? []),
    bodyTable(operation.requestBody?.content),
    answersTable(operation.responses),
    exampleOf(operation.responses),
  ]
  return parts.filter(Boolean).join('\n\n')
}

function parametersTable(parameters: readonly Parameter[]): string | undefined {
  if (parameters.length === 0) return undefined
  const rows = parameters.map(({ name, in: place, schema, description }) => [
    codeSpan(name),
    place,
    typeOf(schema),
    oneLine(description ?? schema?.description),
  ])
  return markdownTable(['Parameter', 'In', 'Type', 'Meaning'], rows)
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
  return markdownTable(['Field', 'Type', 'Required', 'Meaning'], rows)
}

function answersTable(responses: Operation['responses']): string {
  const rows = Object.entries(responses).map(([status, { description }]) => [
    status,
    linkCodes(oneLine(description.replaceAll('\n\n', ' '))),
  ])
  return markdownTable(['Status', 'Answer'], rows)
}

/** `code`: text → a link to the page about the code. */
function linkCodes(text: string): string {
  return text.replace(/`([a-z_]+)`:/g, '[`$1`](error-codes.md#$1):')
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
