import pg from 'pg'
import type { TokenPair } from '../support/accounts.ts'
import { applyLoad, type LoadResult, median } from '../support/load.ts'
import { manySessions, type SessionTokens } from '../support/many-sessions.ts'
import { createPostgres } from '../support/postgres.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { type ServerProcess, startLatchkey } from '../support/server-process.ts'

const connections = 32
const aim = 0.85
const largeSize = { users: 1_000_000, sessions: 10_000_000 }
const secret = 'growth-Secret-0123456789-abcdefghijklmnop'

/** The same requests where everything is a thousand times larger. */
export async function growthRow(): Promise<Row[]> {
  const small = await open('latchkey_bench', { users: 1_000, sessions: 10_000 })
  const large = await open('latchkey_bench_large', largeSize)
  const names = ['POST /api/refresh/', 'GET /api/me/'] as const
  const rates = names.map(() => ({ ours: [] as number[], theirs: [] as number[] }))
  const logBytes: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, measure] of [refreshThrough, readThrough].entries()) {
      const baseline = await measure(small)
      const before = await large.writeAheadLogBytes()
      const result = await measure(large)
      const written = (await large.writeAheadLogBytes()) - before
      // The first round warms both up.
      if (round === 0) continue
      if (measure === refreshThrough) logBytes.push(written / result.count)
      rates[index]?.ours.push(result.perSecond)
      rates[index]?.theirs.push(baseline.perSecond)
    }
  }
  const details = [
    `${Math.round(median(logBytes))} bytes of write-ahead log for each refresh`,
    `${Math.round((await large.tableBytes('sessions')) / largeSize.sessions)} bytes of disk for each session`,
    `${Math.round((await large.tableBytes('users')) / largeSize.users)} bytes of disk for each user`,
  ]
  await small.close()
  await large.close()
  return names.map((name, index) => ({
    ...rowOf(name, rates[index] ?? { ours: [], theirs: [] }),
    ...(index === 0 ? { details } : {}),
  }))
}

function rowOf(name: string, { ours, theirs }: { ours: number[]; theirs: number[] }): Row {
  return {
    name: `${name}, PostgreSQL, 10,000,000 sessions of 1,000,000 users`,
    against: '10,000 sessions of 1,000 users',
    ours: `${Math.round(median(ours))}/s`,
    baseline: `${Math.round(median(theirs))}/s`,
    ratio: median(ours.map((rate, round) => rate / (theirs[round] ?? 0))),
    aim,
  }
}

interface Installation {
  readonly latchkey: ServerProcess
  /** Of sessions spread over the whole table, in a share for each connection. */
  readonly shares: SessionTokens[][]
  /** Of PostgreSQL, written since it was set up; other databases write theirs too. */
  writeAheadLogBytes(): Promise<number>
  /** With its indexes. */
  tableBytes(name: string): Promise<number>
  close(): Promise<void>
}

async function open(
  name: string,
  size: { readonly users: number; readonly sessions: number },
): Promise<Installation> {
  const { url, drop } = await createPostgres(name)
  const latchkey = await startLatchkey({ DATABASE_URL: url, SECRET_KEY: secret })
  const tokens = await manySessions(url, { secret, ...size })
  const shares = Array.from({ length: connections }, (_, index) =>
    tokens.filter((_, at) => at % connections === index),
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const numberOf = async (expression: string) => {
    const { rows } = await client.query(`select ${expression} as number`)
    return Number(rows[0].number)
  }
  return {
    latchkey,
    shares,
    writeAheadLogBytes: () => numberOf(`pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')`),
    tableBytes: (name) => numberOf(`pg_total_relation_size('${name}')`),
    async close() {
      await client.end()
      await latchkey.stop()
      await drop()
    },
  }
}

/** Each connection refreshes the sessions of its share in turn. */
function refreshThrough({ latchkey, shares }: Installation): Promise<LoadResult> {
  return load(latchkey, shares, async (client, session) => {
    const { status, body } = await client.post(
      '/api/refresh/',
      `{"refresh_token":"${session.refreshToken}"}`,
    )
    if (status !== 200) return false
    const pair = JSON.parse(body) as TokenPair
    Object.assign(session, { refreshToken: pair.refresh_token, accessToken: pair.access_token })
    return true
  })
}

function readThrough({ latchkey, shares }: Installation): Promise<LoadResult> {
  const refreshed = shares.map((share) => share.filter(({ accessToken }) => accessToken))
  return load(latchkey, refreshed, async (client, { accessToken }) => {
    return (await client.get('/api/me/', `Bearer ${accessToken}`)).status === 200
  })
}

type Client = Parameters<Parameters<typeof applyLoad>[0]['request']>[0]

async function load(
  { origin }: ServerProcess,
  shares: readonly SessionTokens[][],
  request: (client: Client, session: SessionTokens) => Promise<boolean>,
): Promise<LoadResult> {
  const turns = shares.map(() => 0)
  const result = await applyLoad({
    origin,
    connections,
    milliseconds: roundMilliseconds,
    request(client, index) {
      const share = shares[index] ?? []
      const turn = turns[index] ?? 0
      turns[index] = turn + 1
      const session = share[turn % share.length]
      if (!session) throw new Error('no session is left')
      return request(client, session)
    },
  })
  if (result.failures > 0) throw new Error(`${result.failures} requests failed`)
  return result
}
