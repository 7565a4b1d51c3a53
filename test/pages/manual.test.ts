import { expect, test } from 'vitest'
import { withServer } from '../support/with-server.ts'

const server = withServer({ database: 'sqlite' })

test('the type of a problem document leads to the page about its code', async () => {
  const { body: problem } = await server.get('/api/me/', { accept: 'application/problem+json' })

  const page = new URL(problem.type)
  const { status, body } = await server.get(page.pathname)

  expect(status).toBe(200)
  expect(body).toContain(`<h2 id="${page.hash.slice(1)}">`)
})

test('the manual is served with a policy that lets nothing in from elsewhere', async () => {
  const { status, headers, body } = await server.get('/docs/')

  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(body).not.toMatch(/<script|style=|(src|href)="https?:[^"]*\.(js|css)"/)
})

test('a page of the manual is there as Markdown too', async () => {
  const { status, headers, body } = await server.get('/docs/reference/settings.md')

  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(body).toMatch(/^# Settings\n/)
})

test('links between the files of the manual lead to its pages', async () => {
  const { body } = await server.get('/docs/reference/settings/')

  expect(body).toContain('href="/docs/reference/environment/"')
})

test.each([
  '/docs/nothing-here/',
  '/docs/../package.json',
  '/docs/%2e%2e/package',
  '/docs/..%2fpackage.json',
  '/docs/guides/..%5c..%5cpackage',
  '/docs/reference/settings.md.md.md/x',
])('%s is not a page of the manual', async (path) => {
  const { status } = await server.get(path)

  expect(status).toBe(404)
})
