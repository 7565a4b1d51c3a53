import { beforeEach, describe, expect, test } from 'vitest'
import { type Answer, databases, startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const alice = { email: 'alice@example.com', password: 'correct horse battery' }
const ownPage = { 'x-latchkey-page': '1', 'sec-fetch-site': 'same-origin' }
const path = '/api/-/session/'

describe.each(databases)('the session of the pages on %s', (database) => {
  const server = withServer({ database })

  beforeEach(async () => {
    await server.reset()
    await server.post('/api/register/', alice)
  })

  const logIn = () => server.post(path, alice, ownPage)
  const refresh = (cookie: string) =>
    server.send('POST', `${path}refresh/`, { headers: { ...ownPage, cookie } })

  test('log-in answers the access token and keeps the refresh token in a cookie for itself', async () => {
    const answer = await logIn()

    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toEqual(['access_token'])
    expect(answer.headers.get('set-cookie')).toMatch(
      /^latchkey_page=[0-9a-f-]{36}; Path=\/api\/-\/session; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('the access token is one like any other', async () => {
    const { body } = await logIn()

    const profile = await server.get('/api/me/', { authorization: `Bearer ${body.access_token}` })

    expect(profile.body.email).toBe(alice.email)
  })

  test('a refresh moves the cookie on', async () => {
    const first = cookieOf(await logIn())
    server.clock.advance(24_000)

    const answer = await refresh(first)

    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toEqual(['access_token'])
    expect(cookieOf(answer)).not.toBe(first)
  })

  test('a refresh without a cookie is nobody, and no error', async () => {
    expect((await refresh('')).status).toBe(204)
  })

  test('a session that is over takes its cookie with it', async () => {
    const cookie = cookieOf(await logIn())
    await server.send('DELETE', path, { headers: { ...ownPage, cookie } })

    const answer = await refresh(cookie)

    expect(answer.status).toBe(400)
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0')
  })

  test('a wrong password is refused in the words of log-in, and sets nothing', async () => {
    const answer = await server.post(path, { ...alice, password: 'wrong' }, ownPage)

    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ non_field_errors: ['Invalid email or password'] })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test.each([
    ['without the header of the pages', { 'sec-fetch-site': 'same-origin' }],
    ['from another origin', { 'x-latchkey-page': '1', origin: 'https://evil.example' }],
    ['from a neighbouring site', { 'x-latchkey-page': '1', 'sec-fetch-site': 'same-site' }],
  ])('a request %s is refused', async (_name, headers) => {
    const cookie = cookieOf(await logIn())

    const login = await server.post(path, alice, headers)
    const refreshed = await server.send('POST', `${path}refresh/`, {
      headers: { ...headers, cookie },
    })
    const logout = await server.send('DELETE', path, { headers: { ...headers, cookie } })

    expect([login.status, refreshed.status, logout.status]).toEqual([403, 403, 403])
    expect((await refresh(cookie)).status).toBe(200)
  })

  test('the API itself looks at no cookie', async () => {
    const cookie = cookieOf(await logIn())

    expect((await server.get('/api/me/', { cookie })).status).toBe(401)
    expect((await server.send('POST', '/api/refresh/', { headers: { cookie } })).status).toBe(400)
  })

  test('nor at a token in the query or the body', async () => {
    const { body } = await server.post('/api/login/', alice)
    const token = body.access_token

    for (const name of ['access_token', 'token', 'authorization']) {
      const answer = await server.get(`/api/me/?${name}=${token}`)
      expect(answer.status).toBe(401)
    }
    expect((await server.put('/api/me/', { access_token: token, username: 'A' })).status).toBe(401)
  })
})

describe('in production', () => {
  test('the cookie is for TLS only, and the page can say so', async () => {
    const server = await startTestServer({
      database: 'sqlite',
      env: {
        NODE_ENV: 'production',
        SECRET_KEY: 'bq3vT0-page-session-7Yx_Zk2mWf9sLhPd4Nc8',
        BROWSABLE_API_ENABLED: 'true',
      },
    })
    await server.post('/api/register/', alice)

    const answer = await server.post(path, alice, ownPage)
    const page = await server.get('/api/', { accept: 'text/html' })
    await server.close()

    expect(answer.headers.get('set-cookie')).toMatch(/^__Secure-latchkey_page=.*; Secure$/)
    // For the script, which knows whether the page came over TLS.
    expect(page.body).toContain('<p class="help" id="needs-tls" hidden>')
  })
})

function cookieOf({ headers }: Answer): string {
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}
