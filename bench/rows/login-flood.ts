import { openSessions, type TokenPair } from '../support/accounts.ts'
import { applyLoad, type LoadResult, median } from '../support/load.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

const flooders = 64

/** How long `/api/me/` and refresh wait while wrong passwords are tried on 64 connections. */
export async function loginFloodRow(): Promise<Row> {
  const latchkey = await startLatchkey()
  const [pair] = await openSessions(latchkey.origin, 1)
  if (!pair) throw new Error('no session')

  const idle: number[] = []
  const flooded: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const calm = await readProfiles(latchkey.origin, pair)
    const [, busy] = await Promise.all([
      flood(latchkey.origin),
      readProfiles(latchkey.origin, pair),
    ])
    if (round === 0) continue
    idle.push(calm.p99)
    flooded.push(busy.p99)
  }
  await latchkey.stop()
  return {
    name: 'p99 of GET /api/me/ idle | during a flood of logins',
    ours: `${median(flooded).toFixed(1)} ms`,
    baseline: `${median(idle).toFixed(1)} ms`,
    ratio: median(idle) / median(flooded),
    aim: 0.5,
  }
}

function readProfiles(origin: string, pair: TokenPair): Promise<LoadResult> {
  return applyLoad({
    origin,
    connections: 2,
    milliseconds: roundMilliseconds,
    request: async (client) =>
      (await client.get('/api/me/', `Bearer ${pair.access_token}`)).status === 200,
  })
}

function flood(origin: string): Promise<LoadResult> {
  const body = JSON.stringify({ email: 'user0@example.com', password: 'not the password' })
  return applyLoad({
    origin,
    connections: flooders,
    milliseconds: roundMilliseconds,
    request: async (client) => (await client.post('/api/login/', body)).status === 400,
  })
}
