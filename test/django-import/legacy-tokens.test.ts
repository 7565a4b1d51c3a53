import { execFileSync, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { addUser } from '../support/people.ts'
import { logIn } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { startTestServer, type TestServer, testSecret } from '../support/test-server.ts'

const djangoSecret = 'q8v-the-secret-of-the-django-server-Zt41xWm'
const day = 86_400

let server: TestServer
afterEach(() => server.close())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function sign(
  claims: unknown,
  secret = djangoSecret,
  header: unknown = { alg: 'HS256', typ: 'JWT' },
) {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

const statusWith = async (token: string, path = '/api/me/') =>
  (await server.get(path, { authorization: `Bearer ${token}` })).status

describe('access tokens of the Django server', () => {
  const start = (env: Record<string, string> = {}) =>
    startTestServer({ database: 'sqlite', env: { LEGACY_HS256_SECRET_KEY: djangoSecret, ...env } })
  const claimsFor = (userId: number) => {
    const iat = Math.floor(server.clock.now() / 1_000)
    return { user_id: userId, iat, exp: iat + 300 }
  }

  test('read and change the own profile, and nothing else', async () => {
    server = await start()
    const { id } = await addUser(server)
    const token = sign(claimsFor(id))
    const changed = await server.put(
      '/api/me/',
      { username: 'New' },
      { authorization: `Bearer ${token}` },
    )

    expect(await statusWith(token)).toBe(200)
    expect(changed.body).toMatchObject({ id, username: 'New' })
    expect(await statusWith(token, '/api/admin/users/')).toBe(401)
  })

  test('expire, and are accepted for the longest lifetime after the start only', async () => {
    server = await start()
    const { id } = await addUser(server)
    const token = sign(claimsFor(id))
    server.clock.advance(301_000)
    const expired = await server.get('/api/me/', { authorization: `Bearer ${token}` })
    server.clock.advance(day * 1_000)

    expect([expired.status, expired.body]).toEqual([401, { detail: 'Token has expired' }])
    expect(await statusWith(sign(claimsFor(id)))).toBe(401)
  })

  test.each([
    ['another secret', (claims: object) => sign(claims, testSecret)],
    ['an audience', (claims: object) => sign({ ...claims, aud: 'latchkey' })],
    ['no expiry', ({ user_id, iat }: Record<string, unknown>) => sign({ user_id, iat })],
    ['an endless lifetime', (claims: object) => sign({ ...claims, exp: 99_999_999_999 })],
    ['a user id as text', (claims: object) => sign({ ...claims, user_id: '1' })],
    ['no algorithm', (claims: object) => sign(claims, djangoSecret, { alg: 'none', typ: 'JWT' })],
    [
      'another type',
      (claims: object) => sign(claims, djangoSecret, { alg: 'HS256', typ: 'at+jwt' }),
    ],
    [
      'a key id',
      (claims: object) => sign(claims, djangoSecret, { alg: 'HS256', typ: 'JWT', kid: '1' }),
    ],
  ])('with %s are refused', async (_name, forge) => {
    server = await start()
    const { id } = await addUser(server)

    expect(await statusWith(forge(claimsFor(id)))).toBe(401)
  })

  test('are not confused with our own, even where one secret signs both', async () => {
    server = await start({
      JWT_ALGORITHM: 'HS256',
      JWT_AUDIENCE: 'none',
      LEGACY_HS256_SECRET_KEY: testSecret,
    })
    const session = await logIn(server, await addUser(server))
    const [, payload = ''] = session.accessToken.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())

    expect(await statusWith(session.accessToken)).toBe(200)
    expect(await statusWith(sign(claims, testSecret))).toBe(401)
  })
})

test('JWT_AUDIENCE=none leaves the audience out and says JWT, with HS256 alone', async () => {
  server = await startTestServer({
    database: 'sqlite',
    env: { JWT_ALGORITHM: 'HS256', JWT_AUDIENCE: 'none' },
  })
  const { accessToken } = await logIn(server, await addUser(server))
  const [header, payload] = accessToken
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))

  expect(header).toMatchObject({ alg: 'HS256', typ: 'JWT' })
  expect(payload).not.toHaveProperty('aud')
  await expect(
    startTestServer({ database: 'sqlite', env: { JWT_AUDIENCE: 'none' } }),
  ).rejects.toThrow('JWT_AUDIENCE')
})

const python = '/usr/bin/python3'
const hasPyJwt = spawnSync(python, ['-c', 'import jwt']).status === 0

test.skipIf(!hasPyJwt)('PyJWT verifies such a token as it verified those of Django', async () => {
  server = await startTestServer({
    database: 'sqlite',
    env: { JWT_ALGORITHM: 'HS256', JWT_AUDIENCE: 'none' },
  })
  const session = await logIn(server, await addUser(server))
  const script =
    'import jwt, sys; print(jwt.decode(sys.argv[1], sys.argv[2], algorithms=["HS256"], options={"verify_iat": False, "verify_exp": False})["user_id"])'

  const printed = execFileSync(python, ['-c', script, session.accessToken, testSecret])

  expect(Number(printed)).toBe(session.id)
})

test('LEGACY_FORBIDDEN_STATUS restores 403 at the own profile, for clients that refresh on it', async () => {
  server = await startTestServer({ database: 'sqlite' })
  const problem = { accept: 'application/problem+json' }
  const before = await server.get('/api/me/')
  await setSetting(server, 'LEGACY_FORBIDDEN_STATUS', true)
  const missing = await server.get('/api/me/')
  const invalid = await server.put('/api/me/', {}, { authorization: 'Bearer x' })
  const elsewhere = await server.get('/api/admin/users/')

  expect([before.status, before.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect([missing.status, missing.body]).toEqual([403, before.body])
  expect(missing.headers.get('www-authenticate')).toBeNull()
  expect([invalid.status, elsewhere.status]).toEqual([403, 401])
  expect((await server.get('/api/me/', problem)).status).toBe(401)
})
