import type { Context } from '../../context.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'

const cacheSeconds = 300

const JwkSet = Type.Object(
  {
    keys: Type.Array(Type.Unknown(), {
      description: 'Public keys (RFC 7517); empty with HS256.',
    }),
  },
  {
    title: 'JwkSet',
    description: 'The JWK Set.',
    examples: [
      { keys: [{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: '…', x: '…', y: '…' }] },
    ],
  },
)

/** The public keys, for services that verify access tokens themselves. */
export function keyRoutes(app: App, context: Context): void {
  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        operationId: 'readJwks',
        summary: 'Public keys of the access tokens',
        description: 'A JWK Set (RFC 7517 §5). Keys appear here before they sign.',
        tags: ['Keys'],
        response: { 200: JwkSet },
      },
    },
    async (_request, reply) => {
      // Public and the same for everybody: verifiers anywhere may read and keep it.
      reply.header('cache-control', `public, max-age=${cacheSeconds}`)
      reply.header('access-control-allow-origin', '*')
      reply.header('cross-origin-resource-policy', 'cross-origin')
      return context.keys.publicJwks(context.now())
    },
  )
}
