import { afterEach, describe, expect, test } from 'vitest'
import { activateUser, deactivateUser } from '../../src/features/users/activate-user.ts'
import { setPassword } from '../../src/features/users/set-password.ts'
import { addUser, operator } from '../support/people.ts'
import { createSession, logIn, logOut, refresh, refreshed } from '../support/sessions.ts'
import { countEvents, endReasonsOf, setSetting } from '../support/state.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const second = 1_000
const day = 86_400 * second
const refusal = { error: 'Invalid or expired refresh token' }

describe.each(databases)('on %s', (database) => {
  const server = withServer({ database })

  afterEach(async () => {
    for (const key of changedSettings.splice(0)) await setSetting(server, key, undefined)
  })

  const changedSettings: string[] = []
  const change = async (key: string, value: unknown) => {
    changedSettings.push(key)
    await setSetting(server, key, value)
  }

  test('a refresh answers a new pair, and both tokens work', async () => {
    const session = await createSession(server)
    const { status, body } = await refresh(server, session.refreshToken)

    expect(status).toBe(200)
    expect(body.refresh_token).not.toBe(session.refreshToken)
    expect(body.access_token).not.toBe(session.accessToken)
    const me = await server.get('/api/me/', { authorization: `Bearer ${body.access_token}` })
    expect(me.body.id).toBe(session.id)
    expect((await refresh(server, body.refresh_token)).status).toBe(200)
  })

  test('a retry within the grace gets the same successor, as often as it is asked', async () => {
    const { refreshToken } = await createSession(server)
    const successor = await refreshed(server, refreshToken)

    server.clock.advance(9 * second)
    const retries = [await refreshed(server, refreshToken), await refreshed(server, refreshToken)]

    expect(retries).toEqual([successor, successor])
    expect((await refresh(server, successor)).status).toBe(200)
  })

  test('a replay after the grace ends the session for good, on the record', async () => {
    const session = await createSession(server)
    const successor = await refreshed(server, session.refreshToken)

    server.clock.advance(10 * second)
    const replay = await refresh(server, session.refreshToken)

    expect(replay).toMatchObject({ status: 400, body: refusal })
    expect(await refresh(server, successor)).toMatchObject({ status: 400, body: refusal })
    expect(await endReasonsOf(server, session.id)).toEqual(['refresh_token_reused'])
    expect(await countEvents(server, 'auth.refresh_reuse', session.id)).toBe(1)
  })

  test('twenty simultaneous replays end the session once and leave one audit entry', async () => {
    const session = await createSession(server)
    await refreshed(server, session.refreshToken)
    server.clock.advance(11 * second)

    const replays = await Promise.all(
      Array.from({ length: 20 }, () => refresh(server, session.refreshToken)),
    )

    expect(new Set(replays.map(({ status }) => status))).toEqual(new Set([400]))
    expect(await countEvents(server, 'auth.refresh_reuse', session.id)).toBe(1)
  })

  test('with a grace of 0 any reuse ends the session', async () => {
    await change('REFRESH_TOKEN_REUSE_GRACE', 0)
    const { refreshToken } = await createSession(server)
    const successor = await refreshed(server, refreshToken)

    expect((await refresh(server, refreshToken)).status).toBe(400)
    expect((await refresh(server, successor)).status).toBe(400)
  })

  test('an older token than the last ends the session even within the grace', async () => {
    const { refreshToken: first } = await createSession(server)
    const third = await refreshed(server, await refreshed(server, first))

    expect((await refresh(server, first)).status).toBe(400)
    expect((await refresh(server, third)).status).toBe(400)
  })

  test('a verifier that never was ends the session of its selector', async () => {
    const { refreshToken } = await createSession(server)
    const made = `${refreshToken.slice(0, 19)}${refreshToken.slice(19).replaceAll(/[0-9a-f]/g, 'b')}`

    expect((await refresh(server, made)).status).toBe(400)
    expect((await refresh(server, refreshToken)).status).toBe(400)
  })

  test('a refresh with a token of no session changes nothing', async () => {
    const session = await createSession(server)

    expect(await refresh(server, crypto.randomUUID())).toMatchObject({ status: 400, body: refusal })
    expect((await refresh(server, session.refreshToken)).status).toBe(200)
  })

  test('the grace slides with each refresh but is not prolonged by retries', async () => {
    const { refreshToken } = await createSession(server)
    await refreshed(server, refreshToken)

    server.clock.advance(6 * second)
    await refreshed(server, refreshToken)
    server.clock.advance(6 * second)

    expect((await refresh(server, refreshToken)).status).toBe(400)
  })

  test('log-out ends the session at once and voids the grace', async () => {
    const session = await createSession(server)
    const successor = await refreshed(server, session.refreshToken)

    expect((await logOut(server, successor)).status).toBe(200)

    expect((await refresh(server, session.refreshToken)).status).toBe(400)
    expect((await refresh(server, successor)).status).toBe(400)
    expect(await endReasonsOf(server, session.id)).toEqual(['logout'])
  })

  test('log-out with a previous token of the session ends it too, once on the record', async () => {
    const session = await createSession(server)
    const successor = await refreshed(server, session.refreshToken)

    await Promise.all([1, 2, 3].map(() => logOut(server, session.refreshToken)))

    expect((await refresh(server, successor)).status).toBe(400)
    expect(await countEvents(server, 'auth.logout', session.id)).toBe(1)
  })

  test('a new password ends every session and voids the grace', async () => {
    const session = await createSession(server)
    const other = await logIn(server, session)
    const successor = await refreshed(server, session.refreshToken)
    const request = {
      userId: session.id,
      password: 'another horse battery',
      signOutEverywhere: true,
    }

    await setPassword(server.context, request, operator)

    const answers = await Promise.all(
      [session.refreshToken, successor, other.refreshToken].map((token) => refresh(server, token)),
    )
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  })

  test('deactivation ends sessions at once, and activation brings none back', async () => {
    const session = await createSession(server)
    const successor = await refreshed(server, session.refreshToken)

    await deactivateUser(server.context, { userId: session.id }, operator)
    const during = await refresh(server, session.refreshToken)
    const me = await server.get('/api/me/', { authorization: `Bearer ${session.accessToken}` })
    await activateUser(server.context, { userId: session.id }, operator)

    expect([during.status, me.status]).toEqual([400, 401])
    expect((await refresh(server, successor)).status).toBe(400)
    expect((await logIn(server, session)).refreshToken).toBeDefined()
  })

  test('another email address ends the other sessions and keeps the one that asks', async () => {
    const session = await createSession(server)
    const other = await logIn(server, session)

    const changed = await server.put(
      '/api/me/',
      { email: `moved-${session.email}` },
      { authorization: `Bearer ${session.accessToken}` },
    )

    expect(changed.status).toBe(200)
    expect((await refresh(server, other.refreshToken)).status).toBe(400)
    expect((await refresh(server, session.refreshToken)).status).toBe(200)
  })

  test('a session expires when it is not refreshed in time, and the clock does not revive it', async () => {
    const session = await createSession(server)

    server.clock.advance(30 * day)
    const expired = await refresh(server, session.refreshToken)
    server.clock.advance(-29 * day)

    expect(expired).toMatchObject({ status: 400, body: refusal })
    expect((await refresh(server, session.refreshToken)).status).toBe(400)
    expect(await endReasonsOf(server, session.id)).toEqual(['expired'])
  })

  test('each refresh prolongs the session', async () => {
    let { refreshToken } = await createSession(server)

    for (let month = 0; month < 4; month += 1) {
      server.clock.advance(29 * day)
      refreshToken = await refreshed(server, refreshToken)
    }
  })

  test('a shorter lifetime shortens live sessions, and a longer one revives none', async () => {
    const { refreshToken: idle } = await createSession(server)
    const { refreshToken: used } = await createSession(server)
    server.clock.advance(100 * second)
    const fresh = await refreshed(server, used)

    await change('REFRESH_TOKEN_LIFETIME', 60)
    const fromShort = await refresh(server, idle)
    const { refreshToken: forgotten } = await createSession(server)
    server.clock.advance(50 * second)
    expect((await refresh(server, fresh)).status).toBe(200)
    server.clock.advance(11 * second)
    await change('REFRESH_TOKEN_LIFETIME', 86_400)

    expect(fromShort.status).toBe(400)
    expect((await refresh(server, forgotten)).status).toBe(400)
    expect((await refresh(server, idle)).status).toBe(400)
  })

  test('the greatest age of a session is not prolonged by refreshing it', async () => {
    await change('SESSION_MAX_LIFETIME', 100)
    let { refreshToken } = await createSession(server)
    for (let step = 0; step < 9; step += 1) {
      server.clock.advance(11 * second)
      refreshToken = await refreshed(server, refreshToken)
    }

    server.clock.advance(1 * second)
    expect((await refresh(server, refreshToken)).status).toBe(400)
    await change('SESSION_MAX_LIFETIME', 0)
    expect((await refresh(server, refreshToken)).status).toBe(400)
  })

  test('a greatest age ends sessions that are already older', async () => {
    const { refreshToken: old } = await createSession(server)
    server.clock.advance(3_600 * second)
    const { refreshToken: young } = await createSession(server)

    await change('SESSION_MAX_LIFETIME', 1_800)

    expect((await refresh(server, old)).status).toBe(400)
    expect((await refresh(server, young)).status).toBe(200)
  })

  test('a log-in beyond the limit ends the session used longest ago', async () => {
    await change('MAX_SESSIONS_PER_USER', 2)
    const person = await addUser(server)
    const first = await logIn(server, person)
    server.clock.advance(1)
    const second = await logIn(server, person)
    server.clock.advance(1)
    const kept = await refreshed(server, first.refreshToken)
    server.clock.advance(1)
    const third = await logIn(server, person)

    expect((await refresh(server, second.refreshToken)).status).toBe(400)
    expect((await refresh(server, kept)).status).toBe(200)
    expect((await refresh(server, third.refreshToken)).status).toBe(200)
    expect(await endReasonsOf(server, person.id)).toEqual([null, 'session_limit', null])
  })

  test('ten log-ins at once leave no more sessions than the limit', async () => {
    await change('MAX_SESSIONS_PER_USER', 3)
    const person = await addUser(server)

    await Promise.all(Array.from({ length: 10 }, () => logIn(server, person)))

    const alive = (await endReasonsOf(server, person.id)).filter((reason) => reason === null)
    expect(alive).toHaveLength(3)
  })

  test.each([
    ['upper case', (token: string) => token.toUpperCase()],
    ['without dashes', (token: string) => token.replaceAll('-', '')],
  ])('the same token in %s is the same token', async (_name, spell) => {
    const { refreshToken } = await createSession(server)

    const successor = await refreshed(server, spell(refreshToken))

    expect(await refreshed(server, refreshToken)).toBe(successor)
  })

  test('another user’s tokens are of no use to anybody else’s session', async () => {
    const [alice, mallory] = [await createSession(server), await createSession(server)]
    const mixed = mallory.refreshToken.slice(0, 19) + alice.refreshToken.slice(19)

    expect((await refresh(server, mixed)).status).toBe(400)
    expect((await refresh(server, alice.refreshToken)).status).toBe(200)
  })
})
