import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Checkout, copyCheckout } from '../support/checkout.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

let checkout: Checkout
let server: ServerProcess

beforeAll(async () => {
  checkout = copyCheckout({ isBuilt: false })
  const environment = { DATA_DIR: `${checkout.folder}/data`, DOCS_ACCESS: 'public' }
  server = await startServerProcess(environment, { folder: checkout.folder })
})
afterAll(async () => {
  await server?.stop('SIGTERM')
  checkout.remove()
})

const statusOf = async (path: string, headers = {}) =>
  (await fetch(`${server.origin}${path}`, { headers })).status

test('a checkout that was never built serves the API', async () => {
  const account = { email: 'ann@example.com', password: 'a long password 12' }

  expect((await server.post('/api/register/', account)).status).toBe(201)
  expect(await statusOf('/openapi.json')).toBe(200)
  expect(await statusOf('/api/', { accept: 'text/html' })).toBe(200)
  expect(await statusOf('/docs/')).toBe(200)
})

test('it says in one line how to build the rest', () => {
  const lines = server.lines.filter((line) => line.includes('npm run build'))

  expect(lines).toHaveLength(1)
})

test('what was not built says so too', async () => {
  const response = await fetch(`${server.origin}/swagger/`)

  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
})
