import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createKey } from '../../src/features/keys/create-key.ts'
import { revokeSigningKey, rotateSigningKey } from '../../src/features/keys/rotate-key.ts'
import { rotateWhenDue } from '../../src/features/keys/rotate-when-due.ts'
import { changeSetting } from '../../src/features/settings/change-setting.ts'
import { operator } from '../support/people.ts'
import { createSession, refresh, refreshed } from '../support/sessions.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const day = 86_400_000

describe.each(databases)('on %s', (database) => {
  let server: TestServer

  beforeEach(async () => {
    server = await startTestServer({ database })
  })
  afterEach(() => server.close())

  const meStatus = async (node: TestServer, accessToken: string) =>
    (await node.get('/api/me/', { authorization: `Bearer ${accessToken}` })).status
  const headerOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  const accessAfter = async (node: TestServer, refreshToken: string) =>
    (await refresh(node, refreshToken)).body.access_token as string

  test.each(['ES256', 'EdDSA', 'RS256'])(
    'a token of %s verifies with the published keys',
    async (algorithm) => {
      const env = { JWT_ALGORITHM: algorithm, PUBLIC_URL: 'https://auth.example.com' }
      const other = await startTestServer({ database, env: { ...env, ALLOWED_HOSTS: '127.0.0.1' } })
      const { accessToken, id } = await createSession(other)

      const { body } = await other.get('/.well-known/jwks.json')
      const { payload } = await jwtVerify(accessToken, createLocalJWKSet(body), {
        issuer: 'https://auth.example.com',
        audience: 'latchkey',
        algorithms: [algorithm],
        currentDate: new Date(other.clock.now()),
      })

      expect(payload).toMatchObject({ user_id: id, sub: String(id) })
      expect(JSON.stringify(body)).not.toMatch(/"(d|p|q|dp|dq|qi|k)":/)
      await other.close()
    },
  )

  test('a key of the age that is set is followed by another, by one node and once', async () => {
    const other = await startTestServer({ database, besides: server })
    const kids = async () => (await server.get('/.well-known/jwks.json')).body.keys.length
    const both = () =>
      Promise.all([server, other].map(({ context }) => rotateWhenDue(context, operator)))
    server.clock.advance(400 * day)
    await both()
    const byHand = await kids()
    const values = { key: 'KEY_ROTATION_INTERVAL', value: 90 * 86_400, source: 'api' } as const
    await changeSetting(server.context, values, operator)
    await other.context.settings.reload(other.context.db)
    await Promise.allSettled([both(), both()])
    await expect.poll(kids).toBe(2)
    server.clock.advance(89 * day)
    await both()
    await other.close()

    expect([byHand, await kids()]).toEqual([1, 1])
  })

  test('a rotation logs nobody out, and the new key is published before it signs', async () => {
    const session = await createSession(server)
    await rotateSigningKey(server.context, { activateInSeconds: 600 }, operator)
    const published = (await server.get('/.well-known/jwks.json')).body.keys.map(
      (key: { kid: string }) => key.kid,
    )
    const before = await accessAfter(server, session.refreshToken)
    server.clock.advance(600_000)
    const token = await refreshed(
      server,
      await refreshed(server, (await createSession(server)).refreshToken),
    )
    const after = await accessAfter(server, token)

    expect(published).toHaveLength(2)
    expect(headerOf(before).kid).not.toBe(headerOf(after).kid)
    expect(published).toEqual(expect.arrayContaining([headerOf(before).kid, headerOf(after).kid]))
    expect([await meStatus(server, after)]).toEqual([200])
  })

  test('a retired key is refused after its last token can have expired, and unpublished', async () => {
    const old = headerOf((await createSession(server)).accessToken).kid
    await rotateSigningKey(server.context, { activateInSeconds: 5 }, operator)
    server.clock.advance(2 * day)

    const { body } = await server.get('/.well-known/jwks.json')

    expect(body.keys.map((key: { kid: string }) => key.kid)).not.toContain(old)
  })

  test('a revoked key is refused at once, here and on another node within a second', async () => {
    const besides = await startTestServer({ database, besides: server })
    const { accessToken } = await createSession(server)
    await rotateSigningKey(server.context, { activateInSeconds: 5 }, operator)
    server.clock.advance(6_000)
    const before = [await meStatus(server, accessToken), await meStatus(besides, accessToken)]

    await revokeSigningKey(server.context, headerOf(accessToken).kid, operator)

    expect(before).toEqual([200, 200])
    expect(await meStatus(server, accessToken)).toBe(401)
    await expect.poll(() => meStatus(besides, accessToken)).toBe(401)
    await besides.close()
  })

  test('two rotations at once make one key', async () => {
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => rotateSigningKey(server.context, { activateInSeconds: 600 }, operator)),
    )

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code)).toEqual(['conflict'])
  })

  test('no key ID can be taken for an option of a command', () => {
    const kids = Array.from({ length: 400 }, () => createKey(server.context, 'EdDSA').kid)

    expect(kids.filter((kid) => kid.startsWith('-'))).toEqual([])
  })

  test('another algorithm begins with a new key, also when two nodes start with it at once', async () => {
    const env = { JWT_ALGORITHM: 'EdDSA' }
    const { accessToken, refreshToken } = await createSession(server)
    const nodes = await Promise.all(
      [1, 2].map(() => startTestServer({ database, besides: server, env })),
    )
    const [node = server] = nodes

    expect(await meStatus(node, accessToken)).toBe(200)
    server.clock.advance(601_000)
    expect(headerOf(await accessAfter(node, refreshToken)).alg).toBe('EdDSA')
    const keys = await server.context.db.selectFrom('signing_keys').select('id').execute()
    expect(keys).toHaveLength(2)
    await Promise.all(nodes.map((each) => each.close()))
  })
})
