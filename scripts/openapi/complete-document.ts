import { apiTags } from '../../src/pages/api-tags.ts'
import { version } from '../../src/version.ts'
import { completeOperation } from './complete-operation.ts'
import type { OpenApiDocument, Operation } from './document.ts'
import { errorComponents } from './error-schemas.ts'
import { stripExtensions } from './strip-extensions.ts'

const description = `User accounts, short-lived access tokens and rotating refresh tokens.

1. \`POST /api/register/\` creates a user.
2. \`POST /api/login/\` returns an \`access_token\` and a \`refresh_token\`.
3. Send \`Authorization: Bearer <access_token>\`. An access token is valid for 30 seconds by default.
4. Before it expires, exchange the refresh token at \`POST /api/refresh/\` for a new pair.

Paths work with and without the trailing slash. Request bodies can be JSON,
\`application/x-www-form-urlencoded\` or \`multipart/form-data\`. Errors have the bodies of the Django API;
with \`Accept: application/problem+json\` they follow RFC 9457 and have a stable \`code\`.`

/** Adds what the collected document lacks: the head, and everything that follows from the error codes. */
export function completeDocument(collected: OpenApiDocument): OpenApiDocument {
  const paths = stripExtensions(mapOperations(collected, completeOperation))
  const used = new Set(operationsOf(collected).flatMap((operation) => operation.tags ?? []))
  return {
    openapi: collected.openapi,
    info: {
      title: 'Latchkey',
      version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Relative to where the document is served.
    servers: [{ url: '/', description: 'This server.' }],
    tags: Object.entries(apiTags)
      .filter(([name]) => used.has(name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: {
      ...collected.components,
      schemas: { ...collected.components?.['schemas'], ...errorComponents },
    },
  }
}

/** Every operation of the document. */
export function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.values(paths).flatMap((item) => Object.values(item))
}

function mapOperations({ paths }: OpenApiDocument, map: (operation: Operation) => Operation) {
  const entries = Object.entries(paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, each]) => [method, map(each)])
    return [path, Object.fromEntries(operations)]
  })
  return Object.fromEntries(entries) as OpenApiDocument['paths']
}
