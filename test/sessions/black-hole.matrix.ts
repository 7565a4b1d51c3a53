import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createSession, refresh } from '../support/sessions.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'
import { createTunnel } from '../support/tunnel.ts'

const clients = 12
const retryMilliseconds = 1_000
const lengths = [2, 5, 12, 24] as const

// At the clock of the database, and with the grace that is the default.
const atRealTime = { database: 'postgres', secondsAhead: 0 } as const

describe.skipIf(!databases.includes('postgres'))('a black hole before the database', () => {
  const cases = lengths.flatMap((seconds) =>
    (['requests', 'responses'] as const).flatMap((held) =>
      ([1, 2] as const).map((nodes) => ({ seconds, held, nodes })),
    ),
  )

  test.concurrent.each(cases)(
    'of $seconds s that holds $held logs nobody out ($nodes nodes)',
    async ({ seconds, held, nodes }) => {
      const direct = await startTestServer(atRealTime)
      const tunnel = await createTunnel(new URL(direct.database.url))
      const env = { DATABASE_URL: tunnel.url }
      const node = await startTestServer({ ...atRealTime, besides: direct, env })
      const sessions = await Promise.all(
        Array.from({ length: clients }, () => createSession(direct)),
      )
      tunnel.hold(held)
      const hole = sleep(seconds * 1_000).then(() => tunnel.hold('nothing'))
      const servers = nodes === 1 ? [node] : [node, direct]
      const ends = await Promise.all(
        sessions.map(({ refreshToken }) => refreshUntilAnswered(servers, refreshToken)),
      )
      await hole
      await node.close()
      tunnel.close()
      await direct.close()

      expect(ends).toEqual(Array.from({ length: clients }, () => [200, 200]))
    },
  )
})

/** Repeats a refresh after each 503, at the next node, and uses what it got once more. */
async function refreshUntilAnswered(servers: readonly TestServer[], token: string) {
  for (let attempt = 0; ; attempt += 1) {
    const server = servers[attempt % servers.length] as TestServer
    const { status, body } = await refresh(server, token)
    if (status === 503) {
      await sleep(retryMilliseconds)
      continue
    }
    const next = await refreshWhenServed(servers, body.refresh_token)
    return [status, next]
  }
}

async function refreshWhenServed(servers: readonly TestServer[], token: string): Promise<number> {
  for (;;) {
    const { status } = await refresh(servers.at(-1) as TestServer, token)
    if (status !== 503) return status
    await sleep(retryMilliseconds)
  }
}
