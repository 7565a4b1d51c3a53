import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const alice = { email: 'alice@example.com', password: 'correct horse battery' }

async function withServer(
  env: Record<string, string>,
  work: (server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await startTestServer({ database: 'sqlite', env })
  await work(server).finally(() => server.close())
}

describe('the OpenAPI document', () => {
  test.each([
    ['/openapi.json', 'application/json'],
    ['/swagger.json', 'application/json'],
    ['/openapi.yaml', 'application/yaml'],
  ])('%s is served, and not sent again to whoever has it', (path, type) =>
    withServer({}, async (server) => {
      const first = await server.get(path)
      const etag = first.headers.get('etag') ?? ''
      const second = await server.get(path, { 'if-none-match': etag })

      expect(first.status).toBe(200)
      expect(first.headers.get('content-type')).toContain(type)
      expect(second.status).toBe(304)
    }),
  )
})

describe('the viewers', () => {
  test.each(['/swagger/', '/redoc/'])('%s loads nothing from elsewhere', (path) =>
    withServer({ DOCS_ACCESS: 'public' }, async (server) => {
      const page = await server.get(path)
      const files = [...page.body.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg))"/g)]

      expect(page.status).toBe(200)
      expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//)
      for (const [, file] of files) {
        const answer = await server.get(file)
        expect(answer.status, file).toBe(200)
        expect(answer.headers.get('cache-control')).toContain('immutable')
      }
    }),
  )

  test('only ReDoc may write styles into its page', () =>
    withServer({ DOCS_ACCESS: 'public' }, async (server) => {
      const swagger = await server.get('/swagger/')
      const redoc = await server.get('/redoc/')

      expect(swagger.headers.get('content-security-policy')).not.toContain('unsafe-inline')
      expect(redoc.headers.get('content-security-policy')).toContain(
        "style-src 'self' 'unsafe-inline'",
      )
      expect(redoc.headers.get('content-security-policy')).toContain("script-src 'self';")
    }))

  test('for staff only, others are sent to the log-in of the console', () =>
    withServer({ DOCS_ACCESS: 'staff' }, async (server) => {
      const answer = await server.get('/swagger/')

      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/admin/login/?next=%2Fswagger%2F')
    }))

  test('for staff only, a token of staff opens them and one of others does not', () =>
    withServer({ DOCS_ACCESS: 'staff' }, async (server) => {
      await server.post('/api/register/', alice)
      const { body } = await server.post('/api/login/', alice)
      const headers = { authorization: `Bearer ${body.access_token}` }

      const before = await server.get('/redoc/', headers)
      await server.context.db.updateTable('users').set({ is_staff: true }).execute()
      const after = await server.get('/redoc/', headers)

      expect([before.status, after.status]).toEqual([403, 200])
    }))

  test('for staff only, a session of the console opens them', () =>
    withServer({ DOCS_ACCESS: 'staff' }, async (server) => {
      await server.post('/api/register/', alice)
      await server.context.db.updateTable('users').set({ is_staff: true }).execute()
      const login = await server.send('POST', '/admin/login/?next=/swagger/', {
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.origin },
        body: new URLSearchParams(alice).toString(),
      })
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''

      expect((await server.get('/swagger/', { cookie })).status).toBe(200)
    }))

  test('switched off, they do not exist', () =>
    withServer({ DOCS_ACCESS: 'off' }, async (server) => {
      expect((await server.get('/swagger/')).status).toBe(404)
      expect((await server.get('/redoc/')).status).toBe(404)
      expect((await server.get('/api/', { accept: 'text/html' })).body).not.toContain('/swagger/')
    }))
})
