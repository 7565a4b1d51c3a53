import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  createAuthClient,
  memoryStore,
  type SessionStore,
  type Transport,
} from '../../packages/client/src/create-client.ts'

const baseURL = 'https://auth.example.com'
const key = `latchkey:${baseURL}`

let storage: SessionStore
let presented: string[]
beforeEach(() => {
  vi.useFakeTimers()
  storage = memoryStore()
  presented = []
  keep('0', { expiresAt: 0, refreshAt: 0 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const refreshTokenOf = (number: string) => `0123456789abcdef${number.padStart(16, '0')}`

function keep(number: string, times: object): void {
  const record = { version: 1, access: 'a.e30.c', refresh: refreshTokenOf(number), ...times }
  storage.write(key, JSON.stringify(record))
}

function pairOf(number: string): Response {
  const claims = { iat: 1, exp: 31, user_id: 1, sid: '1', jti: number }
  const access = `x.${btoa(JSON.stringify(claims))}.x`
  return Response.json({ access_token: access, refresh_token: refreshTokenOf(number) })
}

/** A tab whose refreshes are answered like this. */
function tabWith(...answers: ((request: Request) => Promise<Response>)[]) {
  let count = 0
  const transport: Transport = async (request) => {
    const { refresh_token: token } = (await request.clone().json()) as { refresh_token: string }
    presented.push(token.slice(-1))
    const answer = answers[Math.min(count, answers.length - 1)]
    count += 1
    return answer ? answer(request) : Response.error()
  }
  return createAuthClient({ baseURL, storage, transport })
}
const never = () => new Promise<Response>(() => {})
const lost = () => Promise.reject(new TypeError('fetch failed'))
const successor = async () => pairOf('1')

test('a response that was lost is asked for again at once, with the same token', async () => {
  const token = await tabWith(lost, successor).getAccessToken()

  expect(presented).toEqual(['0', '0'])
  expect(storage.read(key)).toContain(String(token))
})

test('a response that does not come is asked for again while the server still repeats itself', async () => {
  const from = Date.now()
  let repeatedAt = 0
  const tab = tabWith(never, async () => {
    repeatedAt = Date.now() - from
    return pairOf('1')
  })
  const token = tab.getAccessToken()
  await vi.advanceTimersByTimeAsync(10_000)

  expect(await token).not.toBeNull()
  expect(repeatedAt).toBeLessThan(8_000)
})

test('tabs that find a token expired leave it to the first of them', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>()
  const first = tabWith(() => promise).getAccessToken()
  const others = Array.from({ length: 20 }, () => tabWith(successor).getAccessToken())
  await vi.advanceTimersByTimeAsync(2_500)
  resolve(pairOf('1'))
  await vi.advanceTimersByTimeAsync(200)

  expect(new Set(await Promise.all([first, ...others])).size).toBe(1)
  expect(presented).toEqual(['0'])
})

test('one of them takes over from a tab that is stuck, or has failed', async () => {
  void tabWith(never).getAccessToken()
  const others = Array.from({ length: 20 }, () => tabWith(successor).getAccessToken())
  await vi.advanceTimersByTimeAsync(3_200)
  const taken = new Set(await Promise.all(others))
  keep('1', { expiresAt: 0, refreshAt: 0 })
  const busy = async () => new Response('', { status: 503 })
  const failed = await tabWith(busy)
    .getAccessToken()
    .catch(({ name }) => name)
  await tabWith(async () => pairOf('2')).getAccessToken()

  expect(taken.size).toBe(1)
  expect(failed).toBe('RefreshError')
  expect(presented).toEqual(['0', '0', '1', '1'])
})

test('a page that is left keeps nobody waiting, nor does a clock that was set back', async () => {
  const listeners = new Map<string, () => void>()
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) =>
    listeners.set(name, listener),
  )
  void tabWith(never).getAccessToken()
  await vi.advanceTimersByTimeAsync(0)
  listeners.get('pagehide')?.()
  await tabWith(successor).getAccessToken()
  keep('1', { expiresAt: 0, refreshAt: 0, busyUntil: Date.now() + 3_600_000 })
  await tabWith(async () => pairOf('2')).getAccessToken()

  expect(presented).toEqual(['0', '0', '1'])
})

test('back online, a refresh that failed is repeated without being asked for', async () => {
  const listeners = new Map<string, () => void>()
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) =>
    listeners.set(name, listener),
  )
  const tab = tabWith(lost, lost, successor)
  await tab.getAccessToken().catch(() => {})
  listeners.get('online')?.()
  await vi.advanceTimersByTimeAsync(0)

  expect(presented).toEqual(['0', '0', '0'])
  expect(storage.read(key)).toContain(refreshTokenOf('1'))
})

test('a server that asks for no pause gets one all the same', async () => {
  const busy = async () => new Response('', { status: 503, headers: { 'retry-after': '0' } })
  const tab = tabWith(busy)
  for (const _ of [1, 2, 3]) await expect(tab.getAccessToken()).rejects.toThrow('Unexpected')

  expect(presented).toEqual(['0'])
})
