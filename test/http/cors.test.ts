import { describe, expect, test } from 'vitest'
import { withServer } from '../support/with-server.ts'

const app = 'https://app.example.com'
const preflight = { origin: app, 'access-control-request-method': 'PUT' }

describe('with an allowed origin', () => {
  const server = withServer({ database: 'sqlite', env: { CORS_ALLOWED_ORIGINS: app } })
  const namesOf = (headers: Headers, name: string) =>
    (headers.get(name) ?? '').split(', ').map((each) => each.toLowerCase())

  test.each(['/api/me/', '/api/login/', '/api/admin/users/', '/api/none/', '/docs/'])(
    'a preflight of %s is responded to before anything else',
    async (path) => {
      const { status, headers } = await server.send('OPTIONS', path, { headers: preflight })

      expect(status).toBe(204)
      expect(headers.get('access-control-allow-origin')).toBe(app)
      expect(namesOf(headers, 'access-control-allow-methods')).toContain('put')
      expect(namesOf(headers, 'access-control-allow-headers')).toContain('if-match')
      expect(namesOf(headers, 'vary')).toContain('origin')
    },
  )

  test('OPTIONS that is no preflight describes the path', async () => {
    const { status, body } = await server.send('OPTIONS', '/api/login/', {
      headers: { origin: app },
    })

    expect(status).toBe(200)
    expect(body.name).toBe('Login')
  })

  test.each([
    ['/api/', 200],
    ['/api/me/', 401],
    ['/api/none/', 404],
  ])('the response of %s may be read, errors too', async (path, expected) => {
    const { status, headers } = await server.get(path, { origin: app })

    expect(status).toBe(expected)
    expect(headers.get('access-control-allow-origin')).toBe(app)
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(namesOf(headers, 'access-control-expose-headers')).toContain('etag')
    expect(namesOf(headers, 'vary')).toEqual(expect.arrayContaining(['origin', 'accept']))
  })

  test('another origin gets nothing, and caches keep the two apart', async () => {
    const other = { ...preflight, origin: 'https://other.example.com' }
    const answers = [
      await server.send('OPTIONS', '/api/login/', { headers: other }),
      await server.get('/api/', { origin: other.origin }),
    ]

    for (const { status, headers } of answers) {
      expect(status).toBe(200)
      expect(headers.has('access-control-allow-origin')).toBe(false)
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(namesOf(headers, 'vary')).toEqual(expect.arrayContaining(['origin', 'accept']))
    }
  })
})

describe('without allowed origins', () => {
  const server = withServer({ database: 'sqlite' })

  test('no response depends on the origin', async () => {
    const { headers } = await server.get('/api/', { origin: app })

    expect(headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.get('vary')).toBe('Accept')
  })
})
