import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import {
  type AsyncStorage,
  asyncStore,
  createAuthClient,
  memoryStore,
  type SessionStore,
  type Transport,
} from '../../packages/client/src/create-client.ts'
import { blocksOf, pages } from '../docs/pages.ts'
import { addUser, password } from '../support/people.ts'
import { withServer } from '../support/with-server.ts'

const server = withServer({ database: 'sqlite', env: { MAX_SESSIONS_PER_USER: '0' } })
const keyOf = (origin: string) => `latchkey:${origin}`

/** As if the lifetime of the token had passed on this device. */
function expire(store: SessionStore, origin = server.origin): void {
  const record = JSON.parse(store.read(keyOf(origin)) ?? '')
  store.write(keyOf(origin), JSON.stringify({ ...record, expiresAt: 0, refreshAt: 0 }))
}

/** Storage as slow as that of a phone. */
function slowStorage(): AsyncStorage & { readonly texts: Map<string, string>; isFull: boolean } {
  const texts = new Map<string, string>()
  return {
    texts,
    isFull: false,
    async get(key) {
      await wait(5)
      return texts.get(key)
    },
    async set(key, text) {
      await wait(5)
      if (this.isFull) throw new Error('full')
      texts.set(key, text)
    },
    async remove(key) {
      await wait(5)
      texts.delete(key)
    },
  }
}

test('asynchronous storage has the session after login, refresh and logout, and after a restart', async () => {
  const { email } = await addUser(server)
  const storage = slowStorage()
  const client = createAuthClient({ baseURL: server.origin, storage: asyncStore(storage) })

  await client.login({ email, password })
  const first = storage.texts.get(keyOf(server.origin))
  const restartedStore = asyncStore(storage)
  const restarted = createAuthClient({ baseURL: server.origin, storage: restartedStore })
  const session = await restarted.getSession()
  expire(restartedStore)
  const tokens = await Promise.all([1, 2, 3].map(() => restarted.getAccessToken()))
  const second = storage.texts.get(keyOf(server.origin))
  // The client from before has an older copy in memory, and does not present that.
  const user = await client.getUser()
  await restarted.logout()

  expect(session).toEqual({ userId: expect.any(Number), sessionId: expect.any(String) })
  expect(new Set(tokens).size).toBe(1)
  expect(second).not.toBe(first)
  expect(user.data?.email).toBe(email)
  expect([...storage.texts]).toEqual([])
})

/** What the store of a phone takes: names without a colon, and 2 kB. */
function secureStore() {
  const storage = slowStorage()
  return {
    texts: storage.texts,
    getItemAsync: (key: string) => storage.get(key),
    deleteItemAsync: (key: string) => storage.remove(key),
    async setItemAsync(key: string, text: string) {
      if (!/^[\w.-]+$/.test(key) || text.length > 2_048) throw new Error('not taken')
      await storage.set(key, text)
    },
  }
}

test('the client of the guide to React Native keeps its session in the store of the phone', async () => {
  const { email } = await addUser(server)
  const guide = pages.filter(({ path }) => path === 'docs/guides/react-native.md').flatMap(blocksOf)
  const block = guide.find(({ note }) => note.startsWith('run by'))?.text ?? ''
  const script = block
    .replaceAll(/^import .*$/gm, '')
    .replace('https://auth.example.com', server.origin)
    .replace('export const auth =', 'return')
  const phone = secureStore()
  const start = (): ReturnType<typeof createAuthClient> =>
    new Function('SecureStore', 'asyncStore', 'createAuthClient', script)(
      phone,
      asyncStore,
      createAuthClient,
    )
  const app = start()
  const events: string[] = []
  app.onAuthStateChange((event) => events.push(event))
  await app.login({ email, password })
  const restarted = await start().getSession()
  await app.logout()

  expect(restarted).toEqual({ userId: expect.any(Number), sessionId: expect.any(String) })
  expect([...phone.texts]).toEqual([])
  expect(events).not.toContain('STORAGE_FAILED')
})

test('what asynchronous storage does not take stays in memory, and is saved later', async () => {
  const { email } = await addUser(server)
  const storage = slowStorage()
  const store = asyncStore(storage)
  const client = createAuthClient({ baseURL: server.origin, storage: store })
  const events: string[] = []
  client.onAuthStateChange((event) => events.push(event))
  await client.login({ email, password })
  const before = storage.texts.get(keyOf(server.origin))

  storage.isFull = true
  expire(store)
  const token = await client.getAccessToken()
  const during = storage.texts.get(keyOf(server.origin))
  storage.isFull = false
  await store.sync?.(keyOf(server.origin))

  expect(token).not.toBeNull()
  expect(during).toBe(before)
  expect(storage.texts.get(keyOf(server.origin))).toContain(token)
  await expect.poll(() => events).toContain('STORAGE_FAILED')
})

test('an app that dies before the storage has the new pair goes on with the one before', async () => {
  const { email } = await addUser(server)
  const storage = slowStorage()
  const store = asyncStore(storage)
  const client = createAuthClient({ baseURL: server.origin, storage: store })
  await client.login({ email, password })
  expire(store)
  await store.sync?.(keyOf(server.origin))

  storage.isFull = true
  const token = await client.getAccessToken()
  const found = slowStorage()
  for (const [name, text] of storage.texts) found.texts.set(name, text)
  const restarted = createAuthClient({ baseURL: server.origin, storage: asyncStore(found) })
  const user = await restarted.getUser()

  expect(token).not.toBeNull()
  expect(storage.texts.get(keyOf(server.origin))).not.toContain(token)
  expect(user.data?.email).toBe(email)
})

test('a session that was taken out of the store is over, which listeners hear once', async () => {
  const { email } = await addUser(server)
  const storage = memoryStore()
  const client = createAuthClient({ baseURL: server.origin, storage })
  await client.login({ email, password })
  const events: string[] = []
  client.onAuthStateChange((event) => events.push(event))
  const silent = createAuthClient({ baseURL: server.origin, storage })
  const heard: string[] = []
  silent.onAuthStateChange((event) => heard.push(event))
  silent.dispose()

  storage.clear(keyOf(server.origin))
  const tokens = [await client.getAccessToken(), await client.getAccessToken()]
  await silent.getAccessToken()

  expect(tokens).toEqual([null, null])
  await expect.poll(() => events.filter((event) => event === 'SIGNED_OUT')).toEqual(['SIGNED_OUT'])
  expect(heard).toEqual([])
})

test('a logout without a network is told to the server when it is back', async () => {
  const { email } = await addUser(server)
  const storage = memoryStore()
  let isDown = false
  const transport: Transport = (request) =>
    isDown ? Promise.reject(new TypeError('down')) : fetch(request)
  const client = createAuthClient({ baseURL: server.origin, storage, transport })
  await client.login({ email, password })
  const { refresh } = JSON.parse(storage.read(keyOf(server.origin)) ?? '')

  isDown = true
  await client.logout()
  const gone = storage.read(keyOf(server.origin))
  isDown = false
  createAuthClient({ baseURL: server.origin, storage, transport })

  await expect.poll(() => storage.read(`${keyOf(server.origin)}.logout`)).toBeNull()
  const late = await server.post('/api/refresh/', { refresh_token: refresh })
  expect(gone).toBeNull()
  expect(late.status).toBe(400)
})

test('of 1,000 logouts and logins beside a refresh, none leaves a token of the user before', async () => {
  const pair = (selector: string, number: number) => {
    const claims = { iat: 1, exp: 31, user_id: 1, sid: selector }
    const access = `x.${btoa(JSON.stringify({ ...claims, jti: number }))}.x`
    const digits = selector.padEnd(16, '0') + String(number).padStart(16, '0')
    return { access_token: access, refresh_token: digits }
  }
  const delays = [0, 1, 2, 3]
  const origin = 'https://auth.example.com'
  let count = 0
  const leaks: unknown[] = []
  for (let round = 0; round < 1_000; round += 1) {
    const [early = 0, late = 0] = [delays[round % 4], delays[(round >> 2) % 4]]
    const ticks = async (number: number) => {
      for (let tick = 0; tick < number; tick += 1) await Promise.resolve()
    }
    const storage = memoryStore()
    const tab = () =>
      createAuthClient({
        baseURL: origin,
        storage,
        transport: async (request) => {
          count += 1
          await ticks(late * 3)
          if (request.url.endsWith('/login/')) {
            const { email } = (await request.json()) as { email: string }
            return Response.json(pair(email, count))
          }
          if (request.url.endsWith('/refresh/')) return Response.json(pair('ann', count))
          return Response.json({ success: true })
        },
      })
    const [one, other] = [tab(), tab()]
    await one.login({ email: 'ann', password })
    expire(storage, origin)
    const refreshed = one.getAccessToken()
    await ticks(early * 3)
    const isLogin = round % 2 === 0
    if (isLogin) await other.login({ email: 'bob', password })
    else await other.logout()
    const token = await refreshed
    const stored = storage.read(keyOf(origin))
    if (isLogin ? !stored?.includes('"refresh":"bob') : stored !== null) leaks.push(stored)
    // The caller of the user before never gets the token of the one after.
    if (token && atob(token.split('.')[1] ?? '').includes('bob')) leaks.push(token)
  }

  expect(leaks).toEqual([])
})

let faulty: Server | undefined
afterEach(() => {
  faulty?.closeAllConnections()
  faulty?.close()
})

/**
 * Calls of: a request with a valid token; with an expired one; ten more right after it. A refresh whose response was lost is
 * repeated once, at once.
 */
const table: readonly [string, number, Record<string, string>, string | null, number[]][] = [
  ['401', 401, {}, '{"code":"access_token_invalid","title":"No"}', [2, 0, 0]],
  ['400', 400, {}, '{"code":"bad_request","title":"No"}', [1, 1, 0]],
  ['403', 403, {}, '{"code":"permission_denied","title":"No"}', [1, 1, 0]],
  ['429', 429, { 'retry-after': '9' }, '', [1, 1, 0]],
  ['500 with HTML', 500, {}, '<h1>Error</h1>', [1, 1, 0]],
  ['503', 503, { 'retry-after': '9' }, '', [1, 1, 0]],
  ['200 with HTML', 200, {}, '<h1>Hello</h1>', [1, 1, 0]],
  ['200 with garbage', 200, {}, '{"access_token":"x","refresh_token":7}', [1, 1, 0]],
  // The caller has given up when the repetition is sent.
  ['200 without end', 200, {}, null, [1, 1, 1]],
  ['a redirect', 302, { location: 'https://elsewhere.example/' }, '', [1, 2, 0]],
]
test.each(table)(
  'a server that always responds %s gets few calls and logs nobody out',
  async (_name, status, headers, body, expected) => {
    const calls: string[] = []
    faulty = createServer((request, response) => {
      calls.push(request.url ?? '')
      response.writeHead(status, { ...headers, 'retry-after': '9' }).flushHeaders()
      if (body !== null) response.end(body)
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    faulty.listen(0, '127.0.0.1', resolve)
    await promise
    const origin = `http://127.0.0.1:${(faulty.address() as AddressInfo).port}`
    const storage = memoryStore()
    const client = createAuthClient({
      baseURL: origin,
      storage,
      timeout: body === null ? 1_000 : 60_000,
    })
    const record = { version: 1, access: 'a.e30.c', refresh: 'r'.repeat(32) }
    const later = Date.now() + 60_000
    storage.write(keyOf(origin), JSON.stringify({ ...record, expiresAt: later, refreshAt: later }))
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)

    const counts: number[] = []
    const counting = async (work: () => Promise<unknown>) => {
      const before = calls.length
      await work()
      counts.push(calls.length - before)
    }
    await counting(() => client.getUser())
    expire(storage, origin)
    await counting(() => client.getUser())
    await counting(() => Promise.all(Array.from({ length: 10 }, () => client.getUser())))
    await wait(20)
    process.off('unhandledRejection', note)

    expect(counts).toEqual(expected)
    expect(storage.read(keyOf(origin))).not.toBeNull()
    expect(unhandled).toEqual([])
  },
)

test('a transport that adds a header sees every request, and members of the record survive', async () => {
  const { email } = await addUser(server)
  const storage = memoryStore()
  const paths: string[] = []
  const transport: Transport = (request) => {
    paths.push(new URL(request.url).pathname)
    const headers = new Headers(request.headers)
    headers.set('dpop', 'proof')
    return fetch(new Request(request, { headers }))
  }
  const client = createAuthClient({ baseURL: server.origin, storage, transport })
  await client.login({ email, password })
  const key = keyOf(server.origin)
  const record = JSON.parse(storage.read(key) ?? '')
  storage.write(key, JSON.stringify({ ...record, keyId: 'k1', refreshAt: 0, expiresAt: 0 }))

  await client.getUser()
  await client.stepUp({ password })
  const kept = storage.read(key)
  await client.logout()

  expect(kept).toContain('"keyId":"k1"')
  expect(paths).toEqual(
    ['login', 'refresh', 'me', 'step-up', 'logout'].map((name) => `/api/${name}/`),
  )
})
