import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseTraceparent } from '../../src/http/trace-context.ts'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

interface Received {
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent; the test looks into it.
  readonly document: any
}

const received: Received[] = []
const collector = createServer(async (request, response) => {
  const text = (await request.toArray()).join('')
  received.push({ path: request.url, headers: request.headers, document: JSON.parse(text) })
  response.end('{}')
})
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = (id: string, flags = '01') => ({
  traceparent: `00-${id}-00f067aa0ba902b7-${flags}`,
})

let database: TestDatabase
let server: ServerProcess

beforeAll(async () => {
  await new Promise<void>((ready) => void collector.listen(0, '127.0.0.1', ready))
  database = await createTestDatabase('sqlite')
  const { port } = collector.address() as AddressInfo
  server = await startServerProcess({
    DATABASE_URL: database.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20canary',
    OTEL_SERVICE_NAME: 'auth-test',
    OTEL_TRACES_SAMPLER_ARG: '0',
  })
})
afterAll(async () => {
  await server.stop('SIGKILL')
  collector.close()
  await database.drop()
})

test('a request of a trace is a span of it, with its statements and hashes; others follow the sampler', async () => {
  const register = (email: string, headers: Record<string, string>) =>
    fetch(`${server.origin}/api/register/?secret=canary`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email, password }),
    })
  await register('ann@example.com', traceparent(traceId))
  await register('bob@example.com', {})
  await register('eve@example.com', traceparent('4bf92f3577b34da6a3ce929d0e0e4737', '00'))
  await server.stop()
  const [{ path, headers, document } = {} as Received] = received
  const [{ resource, scopeSpans }] = document.resourceSpans
  const { spans } = scopeSpans[0]
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const root = spans.find(({ kind }: any) => kind === 2)
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const children = spans.filter(({ parentSpanId }: any) => parentSpanId === root.spanId)

  expect(path).toBe('/v1/traces')
  expect(headers.authorization).toBe('Bearer canary')
  expect(resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'auth-test' },
  })
  expect(root).toMatchObject({
    traceId,
    parentSpanId: '00f067aa0ba902b7',
    name: 'POST /api/register/',
    attributes: expect.arrayContaining([
      { key: 'http.response.status_code', value: { intValue: '201' } },
    ]),
  })
  const names = children.map(({ name }: { name: string }) => name)
  expect(names).toContain('hash password')
  expect(names).toContain('insert')
  expect(spans).toHaveLength(1 + children.length)
  expect(JSON.stringify(document)).not.toContain('canary')
  const lines = server.lines.filter((line) => line.includes('/api/register/'))
  expect(lines.map((line) => JSON.parse(line).trace_id)).toEqual([
    traceId,
    undefined,
    '4bf92f3577b34da6a3ce929d0e0e4737',
  ])
})

test.each([
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', traceId],
  ['01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more', traceId],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more', undefined],
  ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', undefined],
  ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', undefined],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01', undefined],
  ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01', undefined],
  ['"},"level":"fatal', undefined],
])('traceparent %s has the trace %s', (header, expected) => {
  expect(parseTraceparent(header)?.traceId).toBe(expected)
})
