import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import {
  type AuthClientOptions,
  createAuthClient,
  memoryStore,
} from '../../packages/client/src/create-client.ts'
import { copyAs } from '../../src/pages/script/copy-as.ts'
import { clientMethods } from '../../src/pages/script/copy-as-sdk.ts'
import { document as openApi } from '../support/openapi.ts'

const origin = 'http://localhost:8000'
const change = {
  method: 'PUT',
  url: '/api/me/',
  body: '{ "username": "Zoë O\'Neil $HOME `id`" }',
  isSecured: true,
}

test('curl gets the body as it is, and the token from a variable', () => {
  const command = copyAs('curl', origin, change, undefined)

  // The shell says what curl would have been given.
  const script = `curl() { printf '%s\\n' "$@"; }; ${command}`
  const given = execFileSync('sh', ['-c', script], { env: { TOKEN: 'abc' }, encoding: 'utf8' })
  expect(given.trim().split('\n')).toEqual([
    '-X',
    'PUT',
    'http://localhost:8000/api/me/',
    '-H',
    'Authorization: Bearer abc',
    '-H',
    'Content-Type: application/json',
    '-d',
    '{"username":"Zoë O\'Neil $HOME `id`"}',
  ])
})

test('a token is only in the command when it was asked for', () => {
  expect(copyAs('curl', origin, change, undefined)).toContain('Bearer $TOKEN')
  expect(copyAs('curl', origin, change, 'abc')).toContain('Bearer abc')
  expect(copyAs('httpie', origin, change, undefined)).toContain('Bearer $TOKEN')
  expect(copyAs('fetch', origin, change, undefined)).toContain("'Bearer ' + TOKEN")
})

test('what needs no token names none', () => {
  const login = { method: 'POST', url: '/api/login/', body: '{}', isSecured: false }

  for (const format of ['curl', 'httpie', 'fetch'] as const) {
    expect(copyAs(format, origin, login, undefined)).not.toMatch(/token/i)
  }
})

test('the program is one', () => {
  const program = copyAs('fetch', origin, change, undefined)

  expect(() => new Function(`return async (TOKEN) => { ${program} }`)).not.toThrow()
})

/** Runs a program of the SDK with a session, and returns what it sent. */
async function sentBy(program: string): Promise<{ method: string; path: string; body: string }[]> {
  const sent: { method: string; path: string; body: string }[] = []
  const claims = btoa(JSON.stringify({ iat: 1, exp: 600, user_id: 1, sid: '1' }))
  const storage = memoryStore()
  const later = Date.now() + 600_000
  const record = { version: 1, access: `x.${claims}.x`, refresh: 'r'.repeat(32) }
  storage.write('s', JSON.stringify({ ...record, expiresAt: later, refreshAt: later }))
  const create = (options: AuthClientOptions) =>
    createAuthClient({
      ...options,
      storage,
      storageKey: 's',
      transport: async (request) => {
        const { pathname } = new URL(request.url)
        sent.push({ method: request.method, path: pathname, body: await request.text() })
        return Response.json({ access_token: record.access, refresh_token: record.refresh })
      },
    })
  const body = program.slice(program.indexOf('\n'))
  const run = new Function(
    'createAuthClient',
    'localStorageStore',
    'console',
    `return (async () => {${body}})()`,
  )
  await run(create, () => undefined, { log() {} })
  return sent
}

test.each(Object.entries(clientMethods))(
  '%s as a program with the SDK, %s, sends the same',
  async (endpoint) => {
    const [method = '', path = ''] = endpoint.split(' ')
    const url = path.replace('{id}', '7')
    const hasBody = openApi.paths[path]?.[method.toLowerCase()]?.requestBody !== undefined
    const given = { password: 'correct horse', refresh_token: 'r'.repeat(32) }
    const body = hasBody ? JSON.stringify(given) : undefined
    const program = copyAs('sdk', origin, { method, url, body, isSecured: true }, undefined)
    const sent = await sentBy(program)

    expect(openApi.paths[path]?.[method.toLowerCase()]).toBeDefined()
    expect(program.split('\n')).toHaveLength(6)
    expect(program).not.toContain('rrrr')
    expect(sent).toMatchObject([{ method, path: url }])
    if (hasBody && !/logout|delete/.test(path)) expect(sent[0]?.body).toContain('correct horse')
  },
)

test('the SDK has a program for whatever the client can do, and sends the rest with the token', async () => {
  const { sessions, ...client } = createAuthClient({ baseURL: origin })
  const others = ['dispose', 'fetch', 'getAccessToken', 'getSession', 'onAuthStateChange']
  const methods = [
    ...Object.keys(client).filter((name) => !others.includes(name)),
    ...Object.keys(sessions).map((name) => `sessions.${name}`),
  ]
  const refresh = { method: 'POST', url: '/api/refresh/', body: '{}', isSecured: false }
  const search = { method: 'GET', url: '/api/admin/users/?search=zoë', isSecured: true }
  const create = {
    method: 'POST',
    url: '/api/admin/groups/',
    body: '{"name":"a"}',
    isSecured: true,
  }

  expect(Object.values(clientMethods).toSorted()).toEqual(methods.toSorted())
  expect(copyAs('sdk', origin, refresh, undefined)).toContain('auth.getAccessToken()')
  expect(await sentBy(copyAs('sdk', origin, search, undefined))).toMatchObject([
    { method: 'GET', path: '/api/admin/users/' },
  ])
  expect(await sentBy(copyAs('sdk', origin, create, undefined))).toMatchObject([
    { method: 'POST', path: '/api/admin/groups/', body: '{"name":"a"}' },
  ])
})
