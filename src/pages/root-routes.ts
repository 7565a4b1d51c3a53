import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { errorResponses } from '../http/error-responses.ts'
import type { KnownPaths } from '../http/known-paths.ts'
import { Type } from '../http/schema.ts'
import type { App, Guard } from '../http/types.ts'
import { callerOf, isListedFor } from './caller.ts'

const EndpointMap = Type.Record(Type.String(), Type.String(), {
  description: 'Names and URLs of the endpoints.',
  examples: [
    {
      register: 'http://localhost:8000/api/register/',
      login: 'http://localhost:8000/api/login/',
      me: 'http://localhost:8000/api/me/',
    },
  ],
})

/** The root of the API: where everything else is. `staff` finds out who of them asks. */
export function rootRoutes(app: App, context: Context, paths: KnownPaths, staff: Guard): void {
  app.get(
    '/',
    {
      prefixTrailingSlash: 'slash',
      config: { name: 'API' },
      schema: {
        operationId: 'listEndpoints',
        summary: 'List the endpoints',
        description:
          'The URL of each endpoint, by name. Endpoints for staff are listed only for those who may use them.',
        tags: ['API'],
        response: { 200: EndpointMap, ...errorResponses('not_acceptable', 'unavailable') },
      },
    },
    async (request) => {
      await recognise(request, staff)
      const caller = callerOf(request)
      const addressable = paths.all.filter(
        ({ url }) => url !== '/api' && !url.includes(':') && !url.includes('*'),
      )
      const entries = addressable
        .filter((path) => isListedFor(path, caller))
        .map(({ url }) => [url.slice('/api/'.length), `${context.config.publicUrl}${url}/`])
      return Object.fromEntries(entries) as Record<string, string>
    },
  )
}

/** Anybody may read the list: credentials only make it longer, and bad ones are as good as none. */
async function recognise(request: FastifyRequest, staff: Guard): Promise<void> {
  const { authorization, cookie } = request.headers
  if (authorization === undefined && cookie === undefined) return
  try {
    await staff(request)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}
