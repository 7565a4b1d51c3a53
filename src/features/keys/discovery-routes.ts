import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'

const cacheSeconds = 300

const documents = [
  { name: 'openid-configuration', id: 'readOpenidConfiguration', source: 'OpenID Discovery 1.0' },
  { name: 'oauth-authorization-server', id: 'readServerMetadata', source: 'RFC 8414' },
]

const DiscoveryDocument = Type.Object(
  {
    issuer: Type.String({ description: 'Issuer (`iss`) of access tokens.' }),
    jwks_uri: Type.String({ description: 'URL of the public keys.' }),
    subject_types_supported: Type.Array(Type.String(), {
      description: 'Always `public`: `sub` is the same for every audience.',
    }),
    id_token_signing_alg_values_supported: Type.Array(Type.String(), {
      description:
        'Algorithms that sign access tokens. There are no ID tokens, but verifiers look here.',
    }),
  },
  {
    title: 'DiscoveryDocument',
    description: 'Where verifiers find the issuer, its keys and its algorithms.',
    examples: [
      {
        issuer: 'https://auth.example.com',
        jwks_uri: 'https://auth.example.com/.well-known/jwks.json',
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
      },
    ],
  },
)

/** Configuration for verifiers that are given the issuer alone. Names only endpoints that exist. */
export function discoveryRoutes(app: App, context: Context): void {
  for (const { name, id, source } of documents) {
    app.get(
      `/.well-known/${name}`,
      {
        schema: {
          operationId: id,
          summary: `Discover issuer, keys and algorithms (${source})`,
          description:
            'Verifiers configure themselves from the issuer. Authorization and token endpoints are absent because there are none.',
          tags: ['Keys'],
          response: { 200: DiscoveryDocument, 304: { type: 'null', description: 'Unchanged.' } },
        },
      },
      async (request, reply) => {
        const document = discoveryDocument(context)
        const etag = entityTag(document)
        // Public and the same for everyone: any verifier may read and cache it.
        reply.header('cache-control', `public, max-age=${cacheSeconds}`)
        reply.header('access-control-allow-origin', '*')
        reply.header('cross-origin-resource-policy', 'cross-origin')
        reply.header('etag', etag)
        if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send(null)
        return document
      },
    )
  }
}

function discoveryDocument({ config, keys, now }: Context) {
  return {
    issuer: config.publicUrl,
    jwks_uri: `${config.publicUrl}/.well-known/jwks.json`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: keys.algorithms(now()),
  }
}

function entityTag(document: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url')
  return `"${hash.slice(0, 22)}"`
}
