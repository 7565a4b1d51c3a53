import { openSessions } from '../support/accounts.ts'
import { applyLoad, median } from '../support/load.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { type ServerProcess, startBaseline, startLatchkey } from '../support/server-process.ts'

/** `/api/me/` with a token, against a Fastify route that answers a constant. */
export async function profileRow(): Promise<Row> {
  const bare = await startBaseline('bare-fastify.ts')
  const latchkey = await startLatchkey()
  const [pair] = await openSessions(latchkey.origin, 1)
  const authorization = `Bearer ${pair?.access_token}`

  const ratios: number[] = []
  const cpuRatios: number[] = []
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const baseline = await measure(bare, authorization)
    const result = await measure(latchkey, authorization)
    // The first round warms both up.
    if (round === 0) continue
    ours.push(result.perSecond)
    theirs.push(baseline.perSecond)
    ratios.push(result.perSecond / baseline.perSecond)
    cpuRatios.push(baseline.cpuMicroseconds / result.cpuMicroseconds)
  }
  await Promise.all([bare.stop(), latchkey.stop()])
  return {
    name: 'GET /api/me/, SQLite, 16 connections | bare Fastify route',
    ours: `${Math.round(median(ours))}/s`,
    baseline: `${Math.round(median(theirs))}/s`,
    ratio: median(ratios),
    aim: 0.5,
    remarks: `by processor time a request: ${median(cpuRatios).toFixed(2)}`,
  }
}

async function measure(server: ServerProcess, authorization: string) {
  const cpuBefore = server.cpuSeconds()
  const { perSecond } = await applyLoad({
    origin: server.origin,
    connections: 16,
    milliseconds: roundMilliseconds,
    request: async (client) => (await client.get('/api/me/', authorization)).status === 200,
  })
  const requests = perSecond * (roundMilliseconds / 1_000)
  return { perSecond, cpuMicroseconds: ((server.cpuSeconds() - cpuBefore) * 1e6) / requests }
}
