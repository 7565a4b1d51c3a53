import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { builtFolder, builtNames } from '../../src/http/built-files.ts'
import { withServer } from '../support/with-server.ts'

const consoleScripts = readdirSync(new URL('console/assets/', builtFolder))
const pagePath = (name: string) => `/api/-/assets/${builtNames('pages')[name]}`

const immutable = 'public, max-age=31536000, immutable'
const files = [
  [`/admin/assets/${consoleScripts.find((name) => name.endsWith('.css'))}`, immutable],
  [pagePath('browsable.js'), immutable],
  [pagePath('redoc.standalone.js'), immutable],
  ['/openapi.json', 'public, max-age=60'],
  ['/openapi.yaml', 'public, max-age=60'],
] as const

const env = { CORS_ALLOWED_ORIGINS: 'https://app.example.com' }
const server = withServer({ database: 'sqlite', env })

describe.each(files)('%s', (path, cacheControl) => {
  test.each(['br', 'gzip'])('is sent in %s to those who take it', async (encoding) => {
    const plain = await server.get(path, { 'accept-encoding': 'identity' })
    const compressed = await server.get(path, { 'accept-encoding': encoding })

    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(compressed.headers.get('content-encoding')).toBe(encoding)
    expect(compressed.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    expect(compressed.body).toEqual(plain.body)
  })

  test('says how long it may be kept, and has the security headers', async () => {
    const { headers } = await server.get(path)

    expect(headers.get('cache-control')).toBe(cacheControl)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('varies with the encoding, and with the origin when other origins may read', async () => {
    const vary = (await server.get(path, { origin: 'https://app.example.com' })).headers.get('vary')

    expect(vary?.toLowerCase().split(', ').toSorted()).toEqual(['accept-encoding', 'origin'])
  })

  test('is not sent again to those who have it', async () => {
    const etag = (await server.get(path)).headers.get('etag') ?? ''
    const second = await server.get(path, { 'if-none-match': `"other", ${etag}` })

    expect(second.status).toBe(304)
    expect(second.headers.get('cache-control')).toBe(cacheControl)
    expect(second.body).toBe('')
  })

  test('has a HEAD without a body', async () => {
    const head = await server.send('HEAD', path)

    expect(head.status).toBe(200)
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0)
  })
})

test.each([
  '/api/-/assets/no-such-file.js',
  '/admin/assets/no-such-file.js',
  '/api/-/assets/..%2f..%2fpackage.json',
  '/api/-/assets/licenses',
])('there is no file at %s', async (path) => {
  const { status, body } = await server.get(path)

  expect([status, body]).toEqual([404, { detail: 'Not found.' }])
})
