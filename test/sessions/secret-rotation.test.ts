import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, logOut, refresh, refreshed, type Session } from '../support/sessions.ts'
import { databases, startTestServer, type TestServer, testSecret } from '../support/test-server.ts'

const newSecret = 'new-Secret-9876543210-zyxwvutsrqponmlkj'

describe.each(databases)('on %s', (database) => {
  let before: TestServer
  let after: TestServer
  let session: Session

  beforeEach(async () => {
    before = await startTestServer({ database, env: { SECRET_KEY_FALLBACKS: newSecret } })
    session = await createSession(before)
    const env = { SECRET_KEY: newSecret, SECRET_KEY_FALLBACKS: testSecret }
    after = await startTestServer({ database, besides: before, env })
  })
  afterEach(async () => {
    await after.close()
    await before.close()
  })

  test('sessions and access tokens from before live on, and the old secret can go', async () => {
    const me = await after.get('/api/me/', { authorization: `Bearer ${session.accessToken}` })
    const adopted = await refreshed(after, session.refreshToken)
    const alone = await startTestServer({
      database,
      besides: before,
      env: { SECRET_KEY: newSecret },
    })

    expect(me.status).toBe(200)
    expect((await refresh(alone, adopted)).status).toBe(200)
    await alone.close()
  })

  test('without the fallback, tokens from before are unknown and end nothing', async () => {
    const alone = await startTestServer({
      database,
      besides: before,
      env: { SECRET_KEY: newSecret },
    })

    expect((await refresh(alone, session.refreshToken)).status).toBe(400)
    expect((await refresh(before, session.refreshToken)).status).toBe(200)
    await alone.close()
  })

  test('a session wanders between nodes of both secrets', async () => {
    let token = session.refreshToken
    for (const node of [after, before, before, after, after, before]) {
      token = await refreshed(node, token)
    }
  })

  test('a lost answer is repeated by a node of the other secret', async () => {
    const successor = await refreshed(after, session.refreshToken)

    expect(await refreshed(before, session.refreshToken)).toBe(successor)
    expect(await refreshed(after, session.refreshToken)).toBe(successor)
  })

  test('simultaneous first refreshes after the change get one successor', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => refresh(after, session.refreshToken)),
    )

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1)
  })

  test('a replay of a token from before the change ends the adopted session', async () => {
    const successor = await refreshed(after, session.refreshToken)
    after.clock.advance(11_000)

    expect((await refresh(after, session.refreshToken)).status).toBe(400)
    expect((await refresh(after, successor)).status).toBe(400)
  })

  test('log-out beside a refresh that adopts the session ends it', async () => {
    const [answer] = await Promise.all([
      refresh(after, session.refreshToken),
      logOut(after, session.refreshToken),
    ])

    const successor = answer.body.refresh_token ?? session.refreshToken
    expect((await refresh(after, successor)).status).toBe(400)
  })
})

test('a replaced secret that signs access tokens itself verifies for the longest lifetime of one, and no longer', async () => {
  const shared = { JWT_ALGORITHM: 'HS256' }
  const before = await startTestServer({ database: 'sqlite', env: shared })
  const env = { ...shared, SECRET_KEY: newSecret, SECRET_KEY_FALLBACKS: testSecret }
  const after = await startTestServer({ database: 'sqlite', besides: before, env })
  const statusOfNewToken = async () => {
    const { accessToken } = await createSession(before)
    return (await after.get('/api/me/', { authorization: `Bearer ${accessToken}` })).status
  }

  const atFirst = await statusOfNewToken()
  for (const server of [before, after]) server.clock.advance(86_400_000)
  const aDayLater = await statusOfNewToken()

  expect([atFirst, aDayLater]).toEqual([200, 401])
  await after.close()
  await before.close()
})
