import pg from 'pg'
import { openSessions } from '../support/accounts.ts'
import { median } from '../support/load.ts'
import { preparePgbench, type UpdateLoad } from '../support/pgbench.ts'
import { createPostgres } from '../support/postgres.ts'
import { watchPostgres } from '../support/processor-time.ts'
import { refreshAll } from '../support/refreshes.ts'
import { type Row, rounds } from '../support/row.ts'
import { type ServerProcess, startLatchkey } from '../support/server-process.ts'

/** Refreshes over HTTP, signature included, against pgbench sending the same UPDATE one by one. */
export async function refreshOnPostgres(): Promise<Row[]> {
  const connections = 32
  const { ours, theirs, hotShare } = await measure(connections, {})
  return [
    rateRow('POST /api/refresh/, PostgreSQL, one process, 32 connections', 0.5, ours, theirs, {
      remarks: `HOT updates: ${(hotShare * 100).toFixed(1)} %`,
    }),
    processorRow('server and PostgreSQL together', 1, ours, theirs, 'totalMicroseconds'),
    processorRow('PostgreSQL alone', 1 / 0.35, ours, theirs, 'databaseMicroseconds'),
  ]
}

export async function refreshWithTwoWorkers(): Promise<Row[]> {
  const connections = 64
  const { ours, theirs } = await measure(connections, { WORKERS: '2' })
  return [rateRow('POST /api/refresh/, PostgreSQL, two workers, 64 connections', 0.6, ours, theirs)]
}

async function measure(connections: number, environment: Record<string, string>) {
  const { url, drop } = await createPostgres()
  const latchkey = await startLatchkey({ DATABASE_URL: url, ...environment })
  const pairs = await openSessions(latchkey.origin, connections)
  const pgbench = await preparePgbench(url, connections)

  const ours: UpdateLoad[] = []
  const theirs: UpdateLoad[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const baseline = await pgbench.run()
    const result = await measureRefreshes(url, latchkey, () => refreshAll(latchkey.origin, pairs))
    if (round === 0) continue
    ours.push(result)
    theirs.push(baseline)
  }
  const hotShare = await hotShareOf(url)
  pgbench.remove()
  await latchkey.stop()
  await drop()
  return { ours, theirs, hotShare }
}

async function measureRefreshes(
  url: string,
  latchkey: ServerProcess,
  refresh: () => ReturnType<typeof refreshAll>,
): Promise<UpdateLoad> {
  const before = latchkey.cpuSeconds()
  const { result, postgresSeconds } = await watchPostgres(url, refresh)
  const serverSeconds = latchkey.cpuSeconds() - before
  return {
    perSecond: result.perSecond,
    databaseMicroseconds: (postgresSeconds * 1e6) / result.count,
    totalMicroseconds: ((postgresSeconds + serverSeconds) * 1e6) / result.count,
  }
}

function rateRow(
  name: string,
  aim: number,
  ours: readonly UpdateLoad[],
  theirs: readonly UpdateLoad[],
  more: Partial<Row> = {},
): Row {
  return {
    name,
    against: 'pgbench sending the same UPDATE one by one',
    ours: `${Math.round(median(ours.map(({ perSecond }) => perSecond)))}/s`,
    baseline: `${Math.round(median(theirs.map(({ perSecond }) => perSecond)))}/s`,
    ratio: median(ours.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? 0))),
    aim,
    ...more,
  }
}

/** More is better in a row, so the ratio is the baseline's time over ours. */
function processorRow(
  whose: string,
  aim: number,
  ours: readonly UpdateLoad[],
  theirs: readonly UpdateLoad[],
  time: 'databaseMicroseconds' | 'totalMicroseconds',
): Row {
  return {
    name: `The same, processor time of ${whose} per refresh`,
    against: time === 'totalMicroseconds' ? 'pgbench and PostgreSQL together' : 'PostgreSQL alone',
    ours: `${median(ours.map((load) => load[time])).toFixed(0)} µs`,
    baseline: `${median(theirs.map((load) => load[time])).toFixed(0)} µs`,
    ratio: median(ours.map((load, round) => (theirs[round]?.[time] ?? 0) / load[time])),
    aim,
  }
}

async function hotShareOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: statistics } = await client.query(
    `select n_tup_hot_upd::float / n_tup_upd as share from pg_stat_user_tables where relname = 'sessions'`,
  )
  await client.end()
  return Number(statistics[0]?.share)
}
