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
    description: 'JWK Set.',
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
        summary: 'Read the public keys that verify access tokens',
        description: 'JWK Set (RFC 7517, section 5). Keys are listed before they sign.',
        tags: ['Keys'],
        response: { 200: JwkSet },
      },
    },
    async (_request, reply) => {
      // Public and the same for everyone: any verifier may read and cache it.
      reply.header('cache-control', `public, max-age=${cacheSeconds}`)
      reply.header('access-control-allow-origin', '*')
      reply.header('cross-origin-resource-policy', 'cross-origin')
      return context.keys.publicJwks(context.now())
    },
  )
}
