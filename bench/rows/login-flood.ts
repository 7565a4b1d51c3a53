import { setTimeout } from 'node:timers/promises'
import { rawVerificationsPerSecond } from '../baselines/raw-hashing.ts'
import { openSessions, type TokenPair } from '../support/accounts.ts'
import { KeepAliveClient } from '../support/keep-alive-client.ts'
import { applyLoad, type LoadResult, median, quantile } from '../support/load.ts'
import { refreshAll } from '../support/refreshes.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

/** So many times what can be hashed. */
const surplus = 4
/** More than can be hashed or may wait for it, so that the pace never waits for a connection. */
const flooders = 512
const surplusAim = 20

/** How long `/api/me/` and refresh wait while wrong passwords are tried, and how soon a surplus login is rejected. */
export async function loginFloodRow(): Promise<Row[]> {
  const latchkey = await startLatchkey()
  const pairs = await openSessions(latchkey.origin, 2)
  const perSecond = surplus * (await rawVerificationsPerSecond(roundMilliseconds))
  const idle = { profile: [] as number[], refresh: [] as number[] }
  const flooded = { profile: [] as number[], refresh: [] as number[] }
  const rejections: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const calm = await ask(latchkey.origin, pairs)
    const [rejected, busy] = await Promise.all([
      flood(latchkey.origin, perSecond),
      ask(latchkey.origin, pairs),
    ])
    if (round === 0) continue
    for (const name of ['profile', 'refresh'] as const) {
      idle[name].push(calm[name].p99)
      flooded[name].push(busy[name].p99)
    }
    rejections.push(rejected)
  }
  await latchkey.stop()
  return [
    waitRow('GET /api/me/', idle.profile, flooded.profile),
    waitRow('POST /api/refresh/', idle.refresh, flooded.refresh),
    {
      name: `Median time until a surplus login gets 503, ${surplus} × capacity`,
      against: 'allowed',
      ours: `${median(rejections).toFixed(1)} ms`,
      baseline: `${surplusAim} ms`,
      ratio: surplusAim / median(rejections),
      aim: 1,
    },
  ]
}

function waitRow(path: string, idle: readonly number[], flooded: readonly number[]): Row {
  return {
    name: `p99 of ${path} during a flood of logins, ${surplus} × capacity`,
    against: 'without the flood',
    ours: `${median(flooded).toFixed(1)} ms`,
    baseline: `${median(idle).toFixed(1)} ms`,
    ratio: median(idle) / median(flooded),
    aim: 0.5,
  }
}

async function ask(origin: string, pairs: TokenPair[]) {
  const authorization = `Bearer ${pairs[0]?.access_token}`
  const readProfile = applyLoad({
    origin,
    connections: 1,
    milliseconds: roundMilliseconds,
    request: async (client) => (await client.get('/api/me/', authorization)).status === 200,
  })
  const [profile, refresh] = await Promise.all([readProfile, refreshAll(origin, pairs)])
  return { profile, refresh } satisfies Record<string, LoadResult>
}

/**
 * Sends logins at that pace, whether or not earlier ones were responded to.
 *
 * @returns milliseconds until half of the surplus logins were rejected.
 */
async function flood(origin: string, perSecond: number): Promise<number> {
  const idle = Array.from({ length: flooders }, () => new KeepAliveClient(origin))
  const all = [...idle]
  const waits: number[] = []
  const failures: unknown[] = []
  async function tryToLogIn(client: KeepAliveClient): Promise<void> {
    const sentAt = performance.now()
    const { status } = await client.post('/api/login/', wrongCredentials)
    if (status === 503) waits.push(performance.now() - sentAt)
    else if (status !== 400) failures.push(status)
    idle.push(client)
  }

  const startedAt = performance.now()
  let sent = 0
  for (;;) {
    const elapsed = performance.now() - startedAt
    if (elapsed > roundMilliseconds) break
    for (; sent < (elapsed * perSecond) / 1_000; sent += 1) {
      const client = idle.pop()
      if (client) tryToLogIn(client).catch((error: unknown) => failures.push(error))
    }
    await setTimeout(1)
  }
  while (idle.length + failures.length < all.length) await setTimeout(10)
  for (const client of all) client.close()
  if (failures.length > 0) throw new Error(`unexpected responses to logins: ${failures}`)
  if (waits.length === 0) throw new Error('no login was surplus')
  waits.sort((first, second) => first - second)
  return quantile(waits, 0.5)
}

const wrongCredentials = JSON.stringify({
  email: 'user0@example.com',
  password: 'not the password',
})
