import openapiTypeScript, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { errorMessages } from '../src/errors.ts'
import { openApiDocument } from './generate-openapi.ts'
import type { GeneratedFile } from './generated-file.ts'

const head = (source: string) =>
  `// Generated from ${source} by \`npm run generate\`; not edited by hand.\n\n`

/** The API as types for those who call it: the management API for the console, that of people for latchkey-client. */
export async function generateApiTypes(): Promise<GeneratedFile[]> {
  return [
    { path: 'console/src/api/openapi.ts', content: head('the routes') + (await consoleTypes()) },
    { path: 'packages/client/src/error-codes.ts', content: head('src/errors.ts') + errorCodes() },
    { path: 'packages/client/src/api.ts', content: head('the routes') + (await clientTypes()) },
  ]
}

async function consoleTypes(): Promise<string> {
  const document = (await openApiDocument()) as unknown as Document
  const paths = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/admin/'))
    .map(([path, operations]) => [path, mapValues(operations, withoutErrors)] as const)
  const types = await openapiTypeScript(
    withoutProse({
      openapi: '3.1.0',
      info: { title: 'Latchkey', version: '1' },
      paths: Object.fromEntries(paths),
      components: { schemas: schemasOf(paths, document.components.schemas) },
    }) as OpenAPI3,
    // What has a default may still be left out of a request.
    { immutable: true, defaultNonNullable: false },
  )
  return astToString(types)
}

/** What people send and receive, by its names in the document. */
const clientSchemas = [
  ...['Credentials', 'Registration', 'RegistrationProof', 'Registered', 'RegistrationPending'],
  ...['Ticket', 'EmailLoginRequest', 'EmailLogin', 'EmailProof', 'EmailConfirmed'],
  ...['PasswordResetRequest', 'PasswordResetProof', 'PasswordResetOwner', 'PasswordReset'],
  ...['Profile', 'ProfileChange', 'Security', 'OwnSessions', 'EndedSessions', 'PasswordChange'],
  ...['PasswordChanged', 'EmailChange', 'MailboxProof', 'AccountDeleted'],
]

async function clientTypes(): Promise<string> {
  const { schemas } = ((await openApiDocument()) as unknown as Document).components
  const references = clientSchemas.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const types = await openapiTypeScript(
    {
      openapi: '3.1.0',
      info: { title: 'Latchkey', version: '1' },
      paths: {},
      components: { schemas: schemasOf(references, schemas) },
    } as OpenAPI3,
    { immutable: true, rootTypes: true, rootTypesNoSchemaPrefix: true },
  )
  const text = astToString(types)
  const start = text.indexOf('export interface components')
  const end = text.indexOf('export type $defs')
  return text.slice(start, end)
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

interface Operation {
  readonly parameters?: unknown
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}

/** The console reads every error as one kind of problem (RFC 9457). */
function withoutErrors({ parameters, requestBody, responses }: Operation) {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  return { parameters, requestBody, responses: Object.fromEntries(successes) }
}

/** What people read is in openapi.json. */
function withoutProse(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (name, value) => {
    const isProse = name === 'description' && typeof value === 'string'
    return isProse || name === 'example' || name === 'examples' ? undefined : value
  })
}

/** The schemas that a part of the document refers to, and those that these refer to. */
function schemasOf(part: unknown, all: Readonly<Record<string, unknown>>) {
  const names = new Set<string>()
  const collect = (value: unknown): void => {
    const found = JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)
    for (const [, name = ''] of found) {
      if (names.has(name)) continue
      names.add(name)
      collect(all[name])
    }
  }
  collect(part)
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)))
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}

function errorCodes(): string {
  const codes = Object.keys(errorMessages).map((code) => `  | '${code}'`)
  return `/** Every code the server responds with. */\nexport type ErrorCode =\n${codes.join('\n')}\n`
}
