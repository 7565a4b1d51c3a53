import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { openSessions, type TokenPair } from '../support/accounts.ts'
import { median } from '../support/load.ts'
import { refreshAll } from '../support/refreshes.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { runLatchkey, type ServerProcess, startLatchkey } from '../support/server-process.ts'

const connections = 32

/** Refreshes over HTTP, durable, against a loop that does nothing but the UPDATE with a commit each. */
export async function refreshOnSqlite(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const one = await open(join(folder, 'one.db'), {})
  const two = await open(join(folder, 'two.db'), { WORKERS: '2' })
  const unbatched = await open(join(folder, 'unbatched.db'), { DATABASE_BATCH_LIMIT: '1' })
  await runLatchkey(['backup', join(folder, 'bare.db')], { DATABASE_URL: one.url })
  const bare = new SqliteDatabase(join(folder, 'bare.db'))

  const rates = { loop: [] as number[], one: [] as number[], two: [] as number[] }
  const latencies = { batched: [] as number[], unbatched: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    const measured = {
      loop: updatesPerSecond(bare),
      one: (await refreshAll(one.server.origin, one.pairs)).perSecond,
      two: (await refreshAll(two.server.origin, two.pairs)).perSecond,
    }
    const alone = await refreshOne(one)
    const aloneUnbatched = await refreshOne(unbatched)
    if (round === 0) continue
    for (const name of ['loop', 'one', 'two'] as const) rates[name].push(measured[name])
    latencies.batched.push(alone)
    latencies.unbatched.push(aloneUnbatched)
  }
  bare.close()
  await Promise.all([one, two, unbatched].map(({ server }) => server.stop()))
  rmSync(folder, { recursive: true })
  return [...rateRows(rates), latencyRow(latencies)]
}

interface Opened {
  readonly url: string
  readonly server: ServerProcess
  readonly pairs: TokenPair[]
}

async function open(file: string, environment: Record<string, string>): Promise<Opened> {
  const url = `sqlite:${file}`
  const server = await startLatchkey({ DATABASE_URL: url, ...environment })
  return { url, server, pairs: await openSessions(server.origin, connections) }
}

function updatesPerSecond(database: SqliteDatabase.Database): number {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const ids = database.prepare('select id from sessions').pluck().all()
  const update = database.prepare(
    `update sessions set verifier_hash = lower(hex(randomblob(21))), rotated_at = rotated_at + 1,
       previous_verifier_hash = verifier_hash, rotation_count = rotation_count + 1
     where id = ? and ended_at is null`,
  )
  const startedAt = performance.now()
  let count = 0
  while (performance.now() - startedAt < roundMilliseconds) {
    update.run(ids[count % ids.length])
    count += 1
  }
  return count / ((performance.now() - startedAt) / 1_000)
}

/** Milliseconds that one client waits who is alone. */
async function refreshOne({ server, pairs }: Opened): Promise<number> {
  const alone = pairs.splice(0, 1)
  const { p50 } = await refreshAll(server.origin, alone)
  pairs.unshift(...alone)
  return p50
}

function rateRows(rates: Record<'loop' | 'one' | 'two', readonly number[]>): Row[] {
  const perSecond = (values: readonly number[]) => `${Math.round(median(values))}/s`
  const ratio = (values: readonly number[], baseline: readonly number[]) =>
    median(values.map((value, round) => value / (baseline[round] ?? 0)))
  return [
    {
      name: `POST /api/refresh/, SQLite, one process, ${connections} connections`,
      against: 'a loop of the bare UPDATE, one commit each',
      ours: perSecond(rates.one),
      baseline: perSecond(rates.loop),
      ratio: ratio(rates.one, rates.loop),
      aim: 1.2,
    },
    {
      name: `POST /api/refresh/, SQLite, two workers, ${connections} connections`,
      against: 'one process',
      ours: perSecond(rates.two),
      baseline: perSecond(rates.one),
      ratio: ratio(rates.two, rates.one),
      aim: 1,
    },
  ]
}

function latencyRow(latencies: Record<'batched' | 'unbatched', readonly number[]>): Row {
  const { batched, unbatched } = latencies
  return {
    name: 'POST /api/refresh/, SQLite, median latency of one client',
    against: 'the same server without batches',
    ours: `${median(batched).toFixed(2)} ms`,
    baseline: `${median(unbatched).toFixed(2)} ms`,
    ratio: median(batched.map((value, round) => (unbatched[round] ?? 0) / value)),
    aim: 0.95,
  }
}
