import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, refresh } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'
import { createTunnel, type Tunnel } from '../support/tunnel.ts'

describe.skipIf(!databases.includes('postgres'))('a database that does not respond', () => {
  let direct: TestServer
  let node: TestServer
  let tunnel: Tunnel

  beforeEach(async () => {
    direct = await startTestServer({ database: 'postgres' })
    tunnel = await createTunnel(new URL(direct.database.url))
    node = await startTestServer({
      database: 'postgres',
      besides: direct,
      env: { DATABASE_URL: tunnel.url },
    })
    // Shorter than any black hole here, so that nothing but the rule below saves a session.
    await setSetting(direct, 'REFRESH_TOKEN_REUSE_GRACE', 1)
    while (node.context.settings.values.REFRESH_TOKEN_REUSE_GRACE !== 1) await sleep(20)
  })
  afterEach(async () => {
    tunnel.hold('nothing')
    await node.close()
    tunnel.close()
    await direct.close()
  })

  test.each(['requests', 'responses'] as const)(
    'logs nobody out: %s are held, the refresh is given up, and its retry is honored whenever it comes',
    async (held) => {
      const { refreshToken } = await createSession(node)
      tunnel.hold(held)
      const lost = await refresh(node, refreshToken)
      tunnel.hold('nothing')
      await waitUntil(async () => (await node.get('/readyz')).status === 200)
      node.clock.advance(60_000)

      const retried = await refresh(node, refreshToken)
      const next = await refresh(node, retried.body.refresh_token)

      expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '1'])
      expect([retried.status, next.status]).toEqual([200, 200])
    },
  )
})

describe.skipIf(!databases.includes('postgres'))('a rotation that comes late', () => {
  test('is dated by when it happened, for a retry at another node', async () => {
    // At the clock of the database, where as much time passes as the request is held for.
    const direct = await startTestServer({ database: 'postgres', secondsAhead: 0 })
    const tunnel = await createTunnel(new URL(direct.database.url))
    const env = { DATABASE_URL: tunnel.url }
    const behindTunnel = { database: 'postgres', besides: direct, secondsAhead: 0, env } as const
    const node = await startTestServer(behindTunnel)
    await setSetting(direct, 'REFRESH_TOKEN_REUSE_GRACE', 2)
    while (direct.context.settings.values.REFRESH_TOKEN_REUSE_GRACE !== 2) await sleep(20)
    const { refreshToken } = await createSession(node)
    tunnel.hold('requests')
    await refresh(node, refreshToken)
    tunnel.hold('nothing')
    await waitUntil(async () => (await rotationsOf(direct)) === 1)

    const retried = await refresh(direct, refreshToken)

    expect(retried.status).toBe(200)
    await node.close()
    tunnel.close()
    await direct.close()
  })
})

async function rotationsOf(server: TestServer): Promise<number> {
  const row = await server.context.db
    .selectFrom('sessions')
    .select('rotation_count')
    .executeTakeFirstOrThrow()
  return row.rotation_count
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20)
}
