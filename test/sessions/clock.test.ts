import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asBearer } from '../support/admin-api.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { createSession, logIn, refresh, refreshed } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const second = 1_000
const day = 86_400 * second

describe.each(databases)('on %s', (database) => {
  let server: TestServer

  beforeEach(async () => {
    server = await startTestServer({ database })
  })
  afterEach(() => server.close())

  test('the session that begins now survives the limit although the clock was set back', async () => {
    await setSetting(server, 'MAX_SESSIONS_PER_USER', 1)
    const person = await addUser(server)
    await logIn(server, person)
    server.clock.advance(-3_600 * second)

    const { refreshToken } = await logIn(server, person)

    expect((await refresh(server, refreshToken)).status).toBe(200)
  })

  test('a clock that was set back does not end an honest session', async () => {
    const { refreshToken } = await createSession(server)
    const successor = await refreshed(server, refreshToken)

    server.clock.advance(-2 * day)
    const next = await refreshed(server, successor)
    server.clock.advance(2 * day)

    expect((await refresh(server, next)).status).toBe(200)
  })

  test('a token that was refused stays refused whenever the clock says', async () => {
    const { refreshToken } = await createSession(server)
    const successor = await refreshed(server, refreshToken)
    server.clock.advance(60 * second)
    const late = await refresh(server, refreshToken)

    server.clock.advance(-59 * second)

    expect(late.status).toBe(400)
    expect((await refresh(server, refreshToken)).status).toBe(400)
    expect((await refresh(server, successor)).status).toBe(400)
  })

  test('a token before the last one stays refused although the clock was set back', async () => {
    const { refreshToken } = await createSession(server)
    await refreshed(server, await refreshed(server, refreshToken))

    server.clock.advance(-8 * second)

    expect((await refresh(server, refreshToken)).status).toBe(400)
  })

  test.each([3_600, -3_600])(
    'a retry within the grace is honored although the clock was set by %i seconds',
    async (seconds) => {
      const { refreshToken } = await createSession(server)
      const successor = await refreshed(server, refreshToken)

      server.clock.set(seconds * second)

      expect((await refresh(server, refreshToken)).body.refresh_token).toBe(successor)
      expect((await refresh(server, successor)).status).toBe(200)
    },
  )

  test('a token that the grace is over for stays refused although the clock was set back', async () => {
    const { refreshToken } = await createSession(server)
    await refreshed(server, refreshToken)
    server.clock.advance(60 * second)

    server.clock.set(-58 * second)

    expect((await refresh(server, refreshToken)).status).toBe(400)
  })

  test('a setting that was changed while the clock was far ahead ends no session that lives now', async () => {
    const { refreshToken } = await createSession(server)
    server.clock.advance(400 * day)
    await setSetting(server, 'REFRESH_TOKEN_LIFETIME', 60 * 86_400)
    await setSetting(server, 'SESSION_MAX_LIFETIME', 30 * 86_400)
    await setSetting(server, 'SESSION_MAX_LIFETIME', 60 * 86_400)
    server.clock.advance(-400 * day)

    expect((await refresh(server, refreshToken)).status).toBe(200)
  })

  test('an access token from the future of this clock is refused, and a refresh helps', async () => {
    const session = await createSession(server)

    server.clock.advance(-60 * second)
    const me = await server.get('/api/me/', { authorization: `Bearer ${session.accessToken}` })
    const { body } = await refresh(server, session.refreshToken)
    const again = await server.get('/api/me/', { authorization: `Bearer ${body.access_token}` })

    expect([me.status, again.status]).toEqual([401, 200])
  })

  test('a jump of the clock far ahead ends sessions and not the service', async () => {
    const session = await createSession(server)

    server.clock.advance(4_000 * day)

    expect((await refresh(server, session.refreshToken)).status).toBe(400)
    expect((await refresh(server, (await logIn(server, session)).refreshToken)).status).toBe(200)
  })
})

describe.runIf(databases.includes('postgres'))(
  'two nodes whose machines do not agree on the time',
  () => {
    let servers: TestServer[]

    beforeAll(async () => {
      const node = await startTestServer({ database: 'postgres', secondsAhead: 3_600 })
      const behind = { database: 'postgres', besides: node, secondsAhead: -3_600 } as const
      servers = [await startTestServer(behind), node]
    })
    afterAll(async () => {
      for (const server of servers) await server.close()
    })

    test.each([0, 1])('honor a retry at the other one, there and back (%i)', async (index) => {
      const [node, other] = [servers[index], servers[1 - index]] as [TestServer, TestServer]
      const session = await createSession(node)
      const successor = await refreshed(node, session.refreshToken)

      const retried = await refresh(other, session.refreshToken)
      const next = await refreshed(other, successor)
      const retriedNext = await refresh(node, successor)
      const me = await other.get('/api/me/', {
        authorization: `Bearer ${retriedNext.body.access_token}`,
      })

      expect(retried.body.refresh_token).toBe(successor)
      expect(retriedNext.body.refresh_token).toBe(next)
      expect(me.status).toBe(200)
    })

    test('say so in the health report', async () => {
      const [node] = servers as [TestServer]
      const send = await asBearer(node, await addSuperuser(node))

      const { body } = await send('GET', 'health/')

      expect(body.checks).toContainEqual(
        expect.objectContaining({
          id: 'clock',
          status: 'warn',
          text: expect.stringMatching(/3(6|59)\d+ ms/),
        }),
      )
    })

    test('refuse a retry after the grace', async () => {
      const [node, other] = servers as [TestServer, TestServer]
      await setSetting(node, 'REFRESH_TOKEN_REUSE_GRACE', 1)
      while (other.context.settings.values.REFRESH_TOKEN_REUSE_GRACE !== 1) await sleep(20)
      const session = await createSession(node)
      const successor = await refreshed(node, session.refreshToken)
      const over = node.context.now() + 1_100
      while (node.context.now() < over) await sleep(20)

      expect((await refresh(other, session.refreshToken)).status).toBe(400)
      expect((await refresh(node, successor)).status).toBe(400)
    })
  },
)
