import { openSessions, password, type TokenPair } from '../support/accounts.ts'
import { applyLoad, median } from '../support/load.ts'
import { openMailServer } from '../support/mail-server.ts'
import { createPostgres } from '../support/postgres.ts'
import { refreshAll } from '../support/refreshes.ts'
import { type Row, roundMilliseconds } from '../support/row.ts'
import { type ServerProcess, startLatchkey } from '../support/server-process.ts'

const accounts = 16
// Two processes of the same program: what differs is noise, which takes more rounds than a factor does.
const rounds = 12

/** Logins and refreshes where email can be sent, against the same server where it cannot. */
export async function emailBesidesOnSqlite(): Promise<Row[]> {
  const mailServer = await openMailServer(Number.POSITIVE_INFINITY)
  const email = { SMTP_URL: mailServer.url, MAIL_FROM: 'auth@example.com' }
  const rows = await compare('SQLite', await open(email), await open({}))
  await mailServer.close()
  return rows
}

export async function emailBesidesOnPostgres(): Promise<Row[]> {
  const mailServer = await openMailServer(Number.POSITIVE_INFINITY)
  const first = await createPostgres('latchkey_bench_email')
  const second = await createPostgres('latchkey_bench_silent')
  const email = { SMTP_URL: mailServer.url, MAIL_FROM: 'auth@example.com' }
  const ours = await open({ DATABASE_URL: first.url, ...email })
  const rows = await compare('PostgreSQL', ours, await open({ DATABASE_URL: second.url }))
  await Promise.all([first.drop(), second.drop(), mailServer.close()])
  return rows
}

interface Opened {
  readonly server: ServerProcess
  readonly pairs: TokenPair[]
}

async function open(environment: Record<string, string>): Promise<Opened> {
  const server = await startLatchkey(environment)
  return { server, pairs: await openSessions(server.origin, accounts) }
}

type Work = (opened: Opened) => Promise<{ readonly count: number }>

const works: Readonly<Record<string, Work>> = {
  'POST /api/login/': ({ server }) =>
    applyLoad({
      origin: server.origin,
      connections: accounts,
      milliseconds: roundMilliseconds,
      request: async (client, index) => {
        const body = JSON.stringify({ email: `user${index}@example.com`, password })
        return (await client.post('/api/login/', body)).status === 200
      },
    }),
  'POST /api/refresh/': ({ server, pairs }) => refreshAll(server.origin, pairs),
}

async function compare(database: string, ours: Opened, theirs: Opened): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, work] of Object.entries(works)) {
    const pairs: Pair[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const pair = await measurePair({ ours, theirs }, work, round % 2 === 0)
      // The first round warms both up.
      if (round > 0) pairs.push(pair)
    }
    const middle = (side: keyof Pair) => `${median(pairs.map((pair) => pair[side])).toFixed(0)} µs`
    rows.push({
      name: `${name} with a mail server, ${database}, processor time per request`,
      against: 'the same without one',
      ours: middle('ours'),
      baseline: middle('theirs'),
      ratio: median(pairs.map((pair) => pair.theirs / pair.ours)),
      aim: 0.97,
    })
  }
  await Promise.all([ours.server.stop(), theirs.server.stop()])
  return rows
}

interface Pair {
  readonly ours: number
  readonly theirs: number
}

/** Microseconds of processor time; who comes second finds a warmer processor. */
async function measurePair(
  { ours, theirs }: Record<keyof Pair, Opened>,
  work: Work,
  areOursFirst: boolean,
): Promise<Pair> {
  if (areOursFirst) {
    const first = await microsecondsOf(ours, work)
    return { ours: first, theirs: await microsecondsOf(theirs, work) }
  }
  const first = await microsecondsOf(theirs, work)
  return { ours: await microsecondsOf(ours, work), theirs: first }
}

/** Of processor time of the server for one request. */
async function microsecondsOf(opened: Opened, work: Work): Promise<number> {
  const before = opened.server.cpuSeconds()
  const { count } = await work(opened)
  return ((opened.server.cpuSeconds() - before) * 1e6) / count
}
