import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtNames } from '../../src/http/built-files.ts'
import { projectFolder } from '../../src/project-folder.ts'
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
  expect(body).not.toMatch(/<script>|style=|(src|href)="https?:[^"]*\.(js|css)"/)
})

test("the addresses of the server's own pages can be followed", async () => {
  const { body } = await server.get('/docs/')

  expect(body).toContain('<a href="/docs/reference/api/"><code>/docs/reference/api/</code></a>')
  expect(body).toContain('<a href="/api/"><code>/api/</code></a>')
})

test('a page of the manual is there as Markdown too', async () => {
  const { status, headers, body } = await server.get('/docs/reference/settings.md')

  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(body).toMatch(/^# Settings\n/)
})

test('examples are highlighted with classes, and say what they said', async () => {
  const { body } = await server.get('/docs/guides/verify-tokens/')

  expect(body).toContain('<span class="keyword">import</span> { createRemoteJWKSet, jwtVerify }')
  expect(body).toContain('<span class="function">npm</span> install jose')
  expect(body).not.toContain('style=')
})

test('what a command prints looks different from the command, and is not offered for copying', async () => {
  const { body } = await server.get('/docs/start/')

  const outputs = body.split('<pre class="output"').slice(1)
  const copied = outputs.filter((text: string) =>
    /^[^<]*<code>[^<]*<\/code><\/pre>\s*<button/.test(text),
  )

  expect(outputs.length).toBeGreaterThan(4)
  expect(copied).toEqual([])
})

test('alternatives are all on the page, each below its label', async () => {
  const { body } = await server.get('/docs/guides/verify-tokens/')
  const labels = [...body.matchAll(/<section data-label="([^"]+)">/g)].map(([, label]) => label)

  expect(labels).toEqual(['Express', 'Fastify', 'Hono', 'npm', 'pnpm', 'Yarn', 'Bun'])
})

test('links between the files of the manual lead to its pages', async () => {
  const { body } = await server.get('/docs/reference/settings/')

  expect(body).toContain('href="/docs/reference/environment/"')
})

test('every page lists all pages, marks itself, and leads to the ones before and after', async () => {
  const { body } = await server.get('/docs/guides/verify-tokens/')

  expect(body).toContain('<a href="/docs/guides/verify-tokens/" aria-current="page">')
  expect(body).toContain('<a rel="prev" href="/docs/guides/first-administrator/">')
  expect(body).toContain('<a rel="next" href="/docs/guides/verify-tokens-in-other-languages/">')
  for (const part of ['Start', 'Guides', 'Reference', 'Explanation']) {
    expect(body).toContain(`<p class="part">${part}</p>`)
  }
})

test('the pages of a long reference are listed while one of them is open, and follow one another', async () => {
  const { body: inside } = await server.get('/docs/reference/command-line/users/')
  const { body: outside } = await server.get('/docs/reference/settings/')
  const { body: api } = await server.get('/docs/reference/api/sessions/')

  expect(inside).toContain('<a href="/docs/reference/command-line/users/" aria-current="page">')
  expect(inside).toContain('<a rel="next" href="/docs/reference/command-line/groups/">')
  expect(inside).toContain('<h2 id="users-list">')
  expect(outside).not.toContain('href="/docs/reference/command-line/users/"')
  expect(api).toContain('href="/docs/reference/error-codes/#invalid_credentials"')
})

test('every page that the frame lists is there', async () => {
  const { body } = await server.get('/docs/')
  const [, list = ''] = /<nav id="pages"[^>]*>(.*?)<\/nav>/s.exec(body) ?? []
  const addresses = [...list.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)

  const statuses = await Promise.all(
    addresses.map(async (address) => `${address} ${(await server.get(address)).status}`),
  )

  expect(addresses.length).toBeGreaterThan(20)
  expect(statuses).toEqual(addresses.map((address) => `${address} 200`))
})

test('a page lists its headings, and each entry leads to one', async () => {
  const { body } = await server.get('/docs/reference/error-codes/')
  const [, list = ''] = /<nav id="contents"[^>]*>(.*?)<\/nav>/s.exec(body) ?? []
  const slugs = [...list.matchAll(/href="#([^"]+)"/g)].map(([, slug = '']) => slug)

  expect(slugs).toContain('invalid_credentials')
  expect(slugs.filter((slug) => !body.includes(` id="${slug}"`))).toEqual([])
})

test('each section in the index of the search is on a page of the manual', async () => {
  const file = new URL(`build/pages/${builtNames('pages')['manual-index.json']}`, projectFolder)
  const addresses = Object.values<string>(JSON.parse(readFileSync(file, 'utf8')).documentIds)
  const bodies = new Map<string, string>()
  for (const address of addresses) {
    const [path = ''] = address.split('#')
    if (!bodies.has(path)) bodies.set(path, (await server.get(path)).body)
  }

  const broken = addresses.filter((address) => {
    const [path = '', slug] = address.split('#')
    return !bodies.get(path)?.includes(slug === undefined ? '<h1' : ` id="${slug}"`)
  })

  expect(addresses.length).toBeGreaterThan(200)
  expect(broken).toEqual([])
})

test('for a browser, an address without a page is a page of the manual; programs get an error', async () => {
  const page = await server.get('/docs/nothing-here/', { accept: 'text/html' })
  const error = await server.get('/docs/nothing-here/')

  expect(page.status).toBe(404)
  expect(page.body).toContain('<h1>Page not found</h1>')
  expect(page.body).toContain('<nav id="pages"')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(error.status).toBe(404)
  expect(error.headers.get('content-type')).toContain('json')
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
