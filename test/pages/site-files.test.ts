import { expect, test } from 'vitest'
import { startTestServer } from '../support/test-server.ts'

test('browsers find an icon, crawlers are kept out, strangers learn that there is more', async () => {
  const server = await startTestServer({ database: 'sqlite' })
  const icon = await server.get('/favicon.ico')
  const image = await server.get(icon.headers.get('location') ?? '')
  const robots = await server.get('/robots.txt')
  const root = await server.get('/api/', { accept: 'text/html' })
  const login = await server.get('/api/login/', { accept: 'text/html' })
  await server.close()

  expect(icon.status).toBe(302)
  expect(image.headers.get('content-type')).toBe('image/svg+xml')
  expect(robots.body).toBe('User-agent: *\nDisallow: /\n')
  expect(root.body).toContain(
    'Administrators see the endpoints of the management API here after they log in.',
  )
  expect(login.status).toBe(405)
  expect(login.body).toContain('This endpoint accepts POST only.')
})
