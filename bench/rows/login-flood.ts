import { openSessions, type TokenPair } from '../support/accounts.ts'
import { applyLoad, type LoadResult, median, quantile } from '../support/load.ts'
import { refreshAll } from '../support/refreshes.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

/** More than can be hashed or may wait for it. */
const flooders = 512
const surplusAim = 20

/** How long `/api/me/` and refresh wait while wrong passwords are tried, and how soon a surplus login is rejected. */
export async function loginFloodRow(): Promise<Row[]> {
  const latchkey = await startLatchkey()
  const pairs = await openSessions(latchkey.origin, 2)
  const idle = { profile: [] as number[], refresh: [] as number[] }
  const flooded = { profile: [] as number[], refresh: [] as number[] }
  const rejections: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const calm = await ask(latchkey.origin, pairs)
    const [rejected, busy] = await Promise.all([
      flood(latchkey.origin),
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
      name: `Median time until a surplus login gets 503, ${flooders} connections`,
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
    name: `p99 of ${path} during a flood of logins, ${flooders} connections`,
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

/** Milliseconds until half of the surplus logins were rejected. */
async function flood(origin: string): Promise<number> {
  const body = JSON.stringify({ email: 'user0@example.com', password: 'not the password' })
  const waits: number[] = []
  await applyLoad({
    origin,
    connections: flooders,
    milliseconds: roundMilliseconds,
    request: async (client) => {
      const sentAt = performance.now()
      const { status } = await client.post('/api/login/', body)
      if (status === 503) waits.push(performance.now() - sentAt)
      return status === 400 || status === 503
    },
  })
  if (waits.length === 0) throw new Error('no login was surplus')
  waits.sort((first, second) => first - second)
  return quantile(waits, 0.5)
}
