import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createAuthClient,
  memoryStore,
  orThrow,
  type SessionStore,
  type Transport,
} from '../../packages/client/src/create-client.ts'
import { blocksOf, pages } from '../docs/pages.ts'
import { addUser, password } from '../support/people.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const guide = pages.find(({ path }) => path === 'docs/guides/client-apps.md')
const blockOf = (file: string) =>
  String((guide ? blocksOf(guide) : []).find(({ note }) => note === `file: ${file}`)?.text)

interface GuideSession {
  login(email: string, password: string): Promise<boolean>
  fetch(path: string): Promise<Response>
}

/** The client that people copy from the guide, on a device with this clock. */
async function clientOfGuide(
  origin: string,
  now: () => number,
  transport: Transport,
): Promise<GuideSession> {
  const device = {
    Date: { now },
    fetch: (url: string, options: RequestInit) => transport(new Request(url, options)),
  }
  const script = blockOf('session.mjs')
    .replace('http://localhost:8000', origin)
    .replace('export function', 'return createSession()\nfunction')
  return new Function('Date', 'fetch', script)(device.Date, device.fetch)
}

describe.each(databases)('on %s', (database) => {
  let server: TestServer
  let calls: string[]

  beforeEach(async () => {
    server = await startTestServer({ database })
    calls = []
  })
  afterEach(() => server.close())

  const counted: Transport = (request) => {
    calls.push(new URL(request.url).pathname)
    return fetch(request)
  }
  const clientOf = (storage: SessionStore, transport = counted) =>
    createAuthClient({ baseURL: server.origin, storage, transport })
  async function loggedIn(storage = memoryStore(), transport = counted) {
    const { email } = await addUser(server)
    const client = clientOf(storage, transport)
    expect(await client.login({ email, password })).toEqual({ data: null })
    calls = []
    return { client, storage, email }
  }
  /** As if the lifetime of the token had passed on this device. */
  function expire(storage: SessionStore) {
    const key = `latchkey:${server.origin}`
    const record = JSON.parse(storage.read(key) ?? '')
    storage.write(key, JSON.stringify({ ...record, expiresAt: 0, refreshAt: 0, extra: 'kept' }))
  }

  test.each([-3_600, 40, 3_600])(
    'the client of the guide refreshes no more often with a clock that is %i seconds off',
    async (seconds) => {
      const { email } = await addUser(server)
      const deviceNow = () => server.clock.now() + seconds * 1_000
      const session = await clientOfGuide(server.origin, deviceNow, counted)
      await session.login(email, password)
      for (let count = 0; count < 5; count += 1) await session.fetch('/api/me/')
      server.clock.advance(26_000)
      await session.fetch('/api/me/')

      expect(calls.filter((path) => path === '/api/refresh/')).toHaveLength(1)
      expect(calls.filter((path) => path === '/api/me/')).toHaveLength(6)
    },
  )

  test('the client of the guide repeats a refresh whose response was lost', async () => {
    const { email } = await addUser(server)
    let refreshes = 0
    const losing: Transport = async (request) => {
      const response = await counted(request)
      if (!request.url.endsWith('/api/refresh/')) return response
      refreshes += 1
      if (refreshes === 1) throw new TypeError('fetch failed')
      return response
    }
    const session = await clientOfGuide(server.origin, server.clock.now, losing)
    await session.login(email, password)
    server.clock.advance(26_000)

    expect((await session.fetch('/api/me/')).status).toBe(200)
    server.clock.advance(26_000)
    expect((await session.fetch('/api/me/')).status).toBe(200)
    expect(refreshes).toBe(3)
  })

  test('registers, logs in, reads and logs out; errors have codes', async () => {
    const client = clientOf(memoryStore())
    const credentials = { email: 'ann@example.com', password: 'correct horse battery' }
    const events: string[] = []
    client.onAuthStateChange((event, _session, reason) =>
      events.push([event, reason].filter(Boolean).join(' ')),
    )

    const early = await client.getUser()
    const registered = await client.register(credentials)
    const wrong = await client.login({ ...credentials, password: 'wrong' })
    await client.login(credentials)
    const user = await client.getUser()
    const thrown = await orThrow(client.login({ ...credentials, password: 'wrong' })).catch(
      (it) => it,
    )
    const returned = await orThrow(client.getUser())
    await client.logout()

    expect(early.error?.code).toBe('credentials_missing')
    expect(registered.error).toBeUndefined()
    expect(wrong.error?.code).toBe('invalid_credentials')
    expect(user.data).toMatchObject({ email: credentials.email })
    expect(thrown).toMatchObject({ name: 'CallError', error: { code: 'invalid_credentials' } })
    expect(returned).toEqual(user.data)
    expect(await client.getAccessToken()).toBeNull()
    await expect.poll(() => events).toEqual(['INITIAL_SESSION', 'SIGNED_IN', 'SIGNED_OUT logout'])
  })

  test('who watches the user as the guide shows hears of login and logout, and of no refresh', async () => {
    const { email } = await addUser(server)
    const storage = memoryStore()
    const client = clientOf(storage)
    const heard: unknown[] = []
    const watchUser = new Function(
      `${blockOf('watch-user.mjs').replace('export ', '')}\nreturn watchUser`,
    )()
    watchUser(client, (user: { email: string } | null) => heard.push(user?.email ?? null))

    await expect.poll(() => heard).toEqual([null])
    await client.login({ email, password })
    await expect.poll(() => heard).toEqual([null, email])
    expire(storage)
    await client.getUser()
    await client.logout()
    await expect.poll(() => heard).toEqual([null, email, null])
  })

  test('a token that is due is refreshed once for all callers, and in all tabs to one session', async () => {
    const { client, storage } = await loggedIn()
    const before = await client.getAccessToken()
    const idle = [...calls]
    expire(storage)

    const tokens = await Promise.all(Array.from({ length: 20 }, () => client.getAccessToken()))
    const refreshes = [...calls]
    expire(storage)
    const tabs = Array.from({ length: 20 }, () => clientOf(storage))
    const users = await Promise.all(tabs.map((tab) => tab.getUser()))

    expect(idle).toEqual([])
    expect(refreshes).toEqual(['/api/refresh/'])
    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).not.toBe(before)
    expect(users.filter(({ data }) => data).length).toBe(20)
    expect(storage.read(`latchkey:${server.origin}`)).toContain('"extra":"kept"')
  })

  test('of tabs that find a valid token due, one refreshes; the others use it as long as it is valid', async () => {
    const { client, storage } = await loggedIn()
    const key = `latchkey:${server.origin}`
    const before = await client.getAccessToken()
    const due = { ...JSON.parse(storage.read(key) ?? ''), refreshAt: 0 }
    storage.write(key, JSON.stringify(due))
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const slow = clientOf(storage, async (request) => {
      calls.push(new URL(request.url).pathname)
      await answered
      return fetch(request)
    })

    const refreshed = slow.getAccessToken()
    await expect.poll(() => calls).toHaveLength(1)
    const tabs = Array.from({ length: 20 }, () => clientOf(storage))
    const others = await Promise.all(tabs.map((tab) => tab.getAccessToken()))
    answer()
    const first = await refreshed
    const refreshes = [...calls]
    const after = await client.getAccessToken()

    expect(refreshes).toEqual(['/api/refresh/'])
    expect(new Set(others)).toEqual(new Set([before]))
    expect(first).not.toBe(before)
    expect(after).toBe(first)
  })

  test('a session that was ended elsewhere is cleared', async () => {
    const { client, storage } = await loggedIn()
    const { refresh } = JSON.parse(storage.read(`latchkey:${server.origin}`) ?? '')
    await server.post('/api/logout/', { refresh_token: refresh })
    expire(storage)

    expect(await client.getAccessToken()).toBeNull()
    expect(storage.read(`latchkey:${server.origin}`)).toBeNull()
  })

  test('a refresh that returns after logout or another login changes nothing', async () => {
    const { client, storage } = await loggedIn()
    const other = await loggedIn()
    expire(storage)
    const late = client.getAccessToken()
    await client.logout()
    const afterLogout = [await late, storage.read(`latchkey:${server.origin}`)]

    await client.login({ email: other.email, password })
    expire(storage)
    const later = client.getAccessToken()
    await client.login({ email: other.email, password })
    const stored = storage.read(`latchkey:${server.origin}`)
    await later

    expect(afterLogout).toEqual([null, null])
    expect(storage.read(`latchkey:${server.origin}`)).toBe(stored)
  })

  const responses: [string, () => Promise<Response>, number][] = [
    ['401', async () => Response.json({ code: 'access_token_invalid' }, { status: 401 }), 2],
    ['400', async () => Response.json({ code: 'bad_request' }, { status: 400 }), 1],
    ['429', async () => new Response('', { status: 429, headers: { 'retry-after': '9' } }), 1],
    ['503', async () => new Response('', { status: 503 }), 1],
    ['HTML', async () => new Response('<p>Hello</p>'), 1],
    ['nothing', async () => Promise.reject(new TypeError('fetch failed')), 1],
  ]
  test.each(responses)(
    'a server that always responds %s logs nobody out, in bounded calls',
    async (_name, respond, expected) => {
      let isBroken = false
      const { client, storage } = await loggedIn(memoryStore(), (request) => {
        calls.push(new URL(request.url).pathname)
        return isBroken ? respond() : fetch(request)
      })
      isBroken = true

      await client.getUser()

      expect(calls).toHaveLength(expected)
      expire(storage)
      await expect(client.getAccessToken()).rejects.toThrow()
      await expect(client.getAccessToken()).rejects.toThrow()
      expect(calls.length).toBeLessThanOrEqual(expected + 2)
      expect(storage.read(`latchkey:${server.origin}`)).not.toBeNull()
    },
  )

  test('the token is sent to origins on the list alone', async () => {
    const { client } = await loggedIn()
    const seen: (string | null)[] = []
    const watched = createAuthClient({
      baseURL: server.origin,
      origins: ['https://api.example.com'],
      storage: memoryStore(),
      transport: async (request) => {
        if (new URL(request.url).origin === server.origin) return fetch(request)
        seen.push(request.headers.get('authorization') && 'token')
        return new Response('')
      },
    })
    const { email } = await addUser(server)
    await watched.login({ email, password })

    for (const url of [
      'https://API.example.com/x',
      'http://api.example.com/x',
      'https://api.example.com:444/x',
      'https://api.example.com.evil.example/x',
      'data:text/plain,x',
      'blob:https://api.example.com/x',
    ])
      await watched.fetch(url, { method: 'POST', body: 'text' })

    expect(seen).toEqual(['token', null, null, null, null, null])
    await expect(watched.fetch('https://api.example.com@evil.example/x')).rejects.toThrow(TypeError)
    expect(await client.getAccessToken()).not.toBeNull()
  })

  test('the token does not follow a redirect, and is in no error', async () => {
    const received: (string | undefined)[] = []
    const service = createServer((request, response) => {
      received.push(`${request.url} ${request.headers.authorization?.slice(0, 6)}`)
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
    const { email } = await addUser(server)
    const client = createAuthClient({ baseURL: server.origin, origins: [origin] })
    await client.login({ email, password })
    const token = String(await client.getAccessToken())

    const error = await client.fetch(`${origin}/redirect`).catch((error) => error)
    await new Promise((resolve) => service.close(resolve))

    expect(received).toEqual(['/redirect Bearer'])
    expect(error).toBeInstanceOf(TypeError)
    expect(inspect(error, { depth: 9 })).not.toContain(token)
  })

  test('the compiler knows the codes of errors', async () => {
    const { error } = await clientOf(memoryStore()).login({ email: 'ann@example.com', password })

    expect(error?.code === 'invalid_credentials').toBe(true)
    // @ts-expect-error There is no such code.
    expect(error?.code === 'no_such_code').toBe(false)
  })
})
