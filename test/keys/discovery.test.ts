import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { createSession } from '../support/sessions.ts'
import { databases, startTestServer } from '../support/test-server.ts'

const paths = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']

describe.each(databases)('on %s', (database) => {
  test.each(paths)(
    'a verifier that knows only the issuer configures itself from %s',
    async (path) => {
      const server = await startTestServer({ database })
      const { accessToken, id } = await createSession(server)

      const { status, body, headers } = await server.get(path, {
        origin: 'https://app.example.net',
      })
      const keys = createRemoteJWKSet(new URL(new URL(body.jwks_uri).pathname, server.origin))
      const { payload } = await jwtVerify(accessToken, keys, {
        issuer: body.issuer,
        audience: 'latchkey',
        algorithms: body.id_token_signing_alg_values_supported,
        currentDate: new Date(server.clock.now()),
      })
      const etag = String(headers.get('etag'))
      const again = await server.get(path, { 'if-none-match': etag })
      const other = await server.get(path, { 'if-none-match': '"another"' })
      await server.close()

      expect(status).toBe(200)
      expect(payload.sub).toBe(String(id))
      expect(headers.get('cache-control')).toBe('public, max-age=300')
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect([again.status, other.status]).toEqual([304, 200])
      expect(again.headers.get('etag')).toBe(etag)
    },
  )

  test('the documents name the algorithm in use, and no endpoint that does not exist', async () => {
    const env = { JWT_ALGORITHM: 'HS256', PUBLIC_URL: 'https://auth.example.com' }
    const server = await startTestServer({
      database,
      env: { ...env, ALLOWED_HOSTS: '127.0.0.1' },
    })

    const bodies = await Promise.all(paths.map(async (path) => (await server.get(path)).body))
    await server.close()

    expect(bodies).toEqual(
      paths.map(() => ({
        issuer: 'https://auth.example.com',
        jwks_uri: 'https://auth.example.com/.well-known/jwks.json',
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['HS256'],
      })),
    )
  })
})
