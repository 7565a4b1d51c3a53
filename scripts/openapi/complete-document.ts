import { apiTags } from '../../src/http/api-tags.ts'
import { version } from '../../src/version.ts'
import { completeOperation } from './complete-operation.ts'
import type { OpenApiDocument, Operation } from './document.ts'
import { errorComponents } from './error-schemas.ts'
import { stripExtensions } from './strip-extensions.ts'

const description = `Accounts, short access tokens and rotating refresh tokens over a small REST API.

1. \`POST /api/register/\` makes an account.
2. \`POST /api/login/\` answers an \`access_token\` and a \`refresh_token\`.
3. Send \`Authorization: Bearer <access_token>\`; it lives 30 seconds unless an administrator changed that.
4. Before it expires, trade the refresh token at \`POST /api/refresh/\` for the next pair.

Every path is served with and without its closing slash. Bodies may be JSON,
\`application/x-www-form-urlencoded\` or \`multipart/form-data\`. Errors have the older server's bodies;
with \`Accept: application/problem+json\` they follow RFC 9457 and carry a stable \`code\`.`

/** What the collected document lacks: who we are, where, and everything that follows from the error codes. */
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
