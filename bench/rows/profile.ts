import { openSessions } from '../support/accounts.ts'
import { applyLoad, median } from '../support/load.ts'
import { createPostgres } from '../support/postgres.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { type ServerProcess, startBaseline, startLatchkey } from '../support/server-process.ts'

const connections = 16

/** `/api/me/` with a token, against a Fastify route that returns a constant. */
export async function profileOnSqlite(): Promise<Row[]> {
  const bare = await startBaseline('bare-fastify.ts')
  const latchkey = await startLatchkey()
  return compare('SQLite', 'a bare Fastify route', { bare, latchkey }, 0.5)
}

/** The same, against a Fastify route that reads one row by its primary key with `pg`. */
export async function profileOnPostgres(): Promise<Row[]> {
  const { url, drop } = await createPostgres()
  const latchkey = await startLatchkey({ DATABASE_URL: url })
  const bare = await startBaseline('fastify-and-postgres.ts', { DATABASE_URL: url })
  const against = 'a bare Fastify route that reads one row with `pg`'
  const rows = await compare('PostgreSQL', against, { bare, latchkey }, 0.75)
  await drop()
  return rows
}

async function compare(
  database: string,
  against: string,
  { bare, latchkey }: Record<'bare' | 'latchkey', ServerProcess>,
  aim: number,
): Promise<Row[]> {
  const [pair] = await openSessions(latchkey.origin, 1)
  const authorization = `Bearer ${pair?.access_token}`
  const ours: Measured[] = []
  const theirs: Measured[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const baseline = await measure(bare, authorization)
    const result = await measure(latchkey, authorization)
    // The first round warms both up.
    if (round === 0) continue
    ours.push(result)
    theirs.push(baseline)
  }
  await Promise.all([bare.stop(), latchkey.stop()])
  const name = `GET /api/me/, ${database}, ${connections} connections`
  return [
    {
      name,
      against,
      ours: `${Math.round(median(ours.map(({ perSecond }) => perSecond)))}/s`,
      baseline: `${Math.round(median(theirs.map(({ perSecond }) => perSecond)))}/s`,
      ratio: median(ours.map(({ perSecond }, at) => perSecond / (theirs[at]?.perSecond ?? 0))),
      aim,
    },
    {
      name: 'The same, processor time of the server per request',
      against,
      ours: `${median(ours.map(({ microseconds }) => microseconds)).toFixed(0)} µs`,
      baseline: `${median(theirs.map(({ microseconds }) => microseconds)).toFixed(0)} µs`,
      ratio: median(
        ours.map(({ microseconds }, at) => (theirs[at]?.microseconds ?? 0) / microseconds),
      ),
      aim,
    },
  ]
}

interface Measured {
  readonly perSecond: number
  /** Of processor time for one request. */
  readonly microseconds: number
}

async function measure(server: ServerProcess, authorization: string): Promise<Measured> {
  const before = server.cpuSeconds()
  const { perSecond, count } = await applyLoad({
    origin: server.origin,
    connections,
    milliseconds: roundMilliseconds,
    request: async (client) => (await client.get('/api/me/', authorization)).status === 200,
  })
  return { perSecond, microseconds: ((server.cpuSeconds() - before) * 1e6) / count }
}
