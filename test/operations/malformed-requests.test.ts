import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { withServer } from '../support/with-server.ts'

const server = withServer({ database: 'sqlite' })

const host = 'Host: localhost'
const json = 'Content-Type: application/json'
const requests: readonly (readonly [string, number, readonly string[]])[] = [
  ['an unknown method on a path that is no path', 400, ['FOO /\\\\[:: HTTP/1.1', host]],
  ['an unknown method on an authority', 404, ['FOO //[ HTTP/1.1', host]],
  ['an unknown method on a port out of range', 404, ['FOO //a:99999999/ HTTP/1.1', host]],
  ['an unknown method on a known path', 405, ['FOO /api/login/ HTTP/1.1', host]],
  ['an unknown method on an unknown path', 404, ['FOO /nothing HTTP/1.1', host]],
  ['an unknown method with broken headers', 405, ['FOO /api/login/ HTTP/1.1', host, ': a', 'X']],
  ['a header without a colon', 400, ['GET /api/me/ HTTP/1.1', host, 'X']],
  ['a control character in a header', 400, ['GET /api/me/ HTTP/1.1', host, 'X: \x01']],
  ['a path of two slashes', 302, ['GET // HTTP/1.1', host]],
  ['a path that looks like a host', 404, ['GET //evil.example HTTP/1.1', host]],
  ['an absolute target', 401, ['GET http://evil.example/api/me/ HTTP/1.1', host]],
  ['a target that is a star', 404, ['OPTIONS * HTTP/1.1', host]],
  ['broken escapes in the path', 400, ['GET /api/me/%ff%zz HTTP/1.1', host]],
  ['broken escapes in the query', 404, ['GET /api/me/?format=%ff HTTP/1.1', host]],
  ['no Host', 400, ['GET / HTTP/1.1']],
  ['two Hosts', 400, ['GET /api/me/ HTTP/1.1', host, 'Host: evil.example']],
  ['a Host twice', 400, ['GET /api/me/ HTTP/1.1', host, host]],
  ['a Host that is not ours', 400, ['GET /api/me/ HTTP/1.1', 'Host: evil.example']],
  ['an upgrade', 401, ['GET /api/me/ HTTP/1.1', host, 'Connection: Upgrade', 'Upgrade: websocket']],
  ['an expectation we do not know', 401, ['GET /api/me/ HTTP/1.1', host, 'Expect: 100-wrong']],
  [
    'both a length and chunks',
    400,
    ['POST /api/login/ HTTP/1.1', host, json, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
  ],
  [
    'a chunk that is no chunk',
    400,
    ['POST /api/login/ HTTP/1.1', host, json, 'Transfer-Encoding: chunked', '', 'zz'],
  ],
  ['a negative length', 400, ['POST /api/login/ HTTP/1.1', host, json, 'Content-Length: -1']],
  ['a length over 2^64', 400, ['POST /api/ HTTP/1.1', host, `Content-Length: ${'9'.repeat(30)}`]],
  [
    'a body far over the limit',
    413,
    ['POST /api/login/ HTTP/1.1', host, json, 'Content-Length: 1048577'],
  ],
  [
    'a media type that is none',
    415,
    ['POST /api/login/ HTTP/1.1', host, 'Content-Type: ;;;', 'Content-Length: 2', '', '{}'],
  ],
  [
    'a compressed body',
    400,
    [
      'POST /api/login/ HTTP/1.1',
      host,
      json,
      'Content-Encoding: gzip',
      'Content-Length: 2',
      '',
      '{}',
    ],
  ],
  ['a header of 20 kB', 431, ['GET /api/me/ HTTP/1.1', host, `X-A: ${'b'.repeat(20_000)}`]],
  ['a target of 20 kB', 431, [`GET /${'a'.repeat(20_000)} HTTP/1.1`, host]],
  [
    'a flood of headers',
    431,
    [
      'GET /api/me/ HTTP/1.1',
      host,
      ...Array.from({ length: 3_000 }, (_, index) => `X-${index}: b`),
    ],
  ],
  ['another protocol', 400, ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']],
  ['an unknown version', 400, ['GET /api/me/ HTTP/7.0', host]],
  ['a tunnel', 400, ['CONNECT evil.example:443 HTTP/1.1', host]],
]

describe.each(requests)('%s', (_name, status, lines) => {
  test(`is handled ${status}, guarded like every answer, and the server lives on`, async () => {
    const answer = await exchange(`${lines.join('\r\n')}\r\n\r\n`)

    expect(answer.split(' ')[1]).toBe(String(status))
    expect(answer.toLowerCase()).toContain('cache-control: no-store')
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff')
    expect(answer).not.toMatch(/fastify|node_modules|\.ts:|light-my-request|Error:/)
    expect((await server.get('/livez')).status).toBe(200)
  })
})

test('a malformed request behind a good one does not repeat the good one', async () => {
  const first = 'POST /api/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n'
  const answers = await exchange(`${first}FOO /api/login/ HTTP/1.1\r\nHost: localhost\r\n\r\n`)

  expect(answers.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400')
  expect(answers.match(/HTTP\/1\.1 404/g)?.length ?? 0).toBeLessThanOrEqual(1)
})

test.each([
  ['garbage', 'garbage\r\n\r\n', 400],
  ['an unknown method', 'FOO /api/login/ HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
  ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
])('%s behind a login does not overtake its response', async (_what, next, status) => {
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'correct horse' })
  const login =
    'POST /api/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  const answers = await exchange(login + next)

  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', `HTTP/1.1 ${status}`])
  expect(answers).toMatch(/Invalid email or password[\s\S]*Bad request/)
})

test('pipelined requests are handled in order', async () => {
  const one = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`
  const answers = await exchange(one('/livez') + one('/api/me/') + one('/nothing'))

  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401', 'HTTP/1.1 404'])
})

/** Sends these bytes on a connection of their own and gives back all that came within a moment. */
function exchange(text: string): Promise<string> {
  const { hostname, port } = new URL(server.origin)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let received = ''
    let timer = setTimeout(() => socket.destroy(), 3_000)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      clearTimeout(timer)
      timer = setTimeout(() => socket.destroy(), 100)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received))
    socket.write(text, 'latin1')
  })
}
