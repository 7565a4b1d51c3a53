import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openSessions, type TokenPair } from '../support/accounts.ts'
import { applyLoad, median } from '../support/load.ts'
import { createPostgres, runOnPostgres } from '../support/postgres.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

const connections = 32
const rows = 10_000

/** Refreshes over HTTP on PostgreSQL, against pgbench sending the same UPDATE. */
export async function refreshRow(): Promise<Row> {
  const { url, drop } = await createPostgres()
  const latchkey = await startLatchkey({
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: String(connections),
  })
  const pairs = await openSessions(latchkey.origin, connections)
  await fillSessions(url)
  const script = writeScript()

  const ours: number[] = []
  const theirs: number[] = []
  const ratios: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const baseline = pgbench(url, script)
    const result = await refreshAll(latchkey.origin, pairs)
    if (result.failures > 0) throw new Error(`${result.failures} refreshes failed`)
    if (round === 0) continue
    ours.push(result.perSecond)
    theirs.push(baseline)
    ratios.push(result.perSecond / baseline)
  }
  const hot = await hotShare(url)
  await latchkey.stop()
  await drop()
  return {
    name: 'POST /api/refresh/, PostgreSQL, 32 connections | pgbench sending the same UPDATE',
    ours: `${Math.round(median(ours))}/s`,
    baseline: `${Math.round(median(theirs))}/s`,
    ratio: median(ratios),
    aim: 0.4,
    remarks: `HOT updates: ${(hot * 100).toFixed(1)} %`,
  }
}

async function refreshAll(origin: string, pairs: TokenPair[]) {
  return applyLoad({
    origin,
    connections,
    milliseconds: roundMilliseconds,
    request: async (client, index) => {
      const { status, body } = await client.post(
        '/api/refresh/',
        `{"refresh_token":"${pairs[index]?.refresh_token}"}`,
      )
      if (status === 200) pairs[index] = JSON.parse(body) as TokenPair
      return status === 200
    },
  })
}

/** Ten thousand sessions whose hashes have the length of real ones. */
async function fillSessions(url: string): Promise<void> {
  await runOnPostgres(
    url,
    `insert into sessions (user_id, selector_hash, verifier_hash, created_at, rotated_at, expires_at)
     select 1, lpad(number::text, 43, 's'), repeat('v', 43), 1, 1, 9000000000000
     from generate_series(1, ${rows}) as number`,
    'vacuum analyze sessions',
  )
}

function writeScript(): string {
  const file = join(tmpdir(), `latchkey-refresh-${process.pid}.sql`)
  writeFileSync(
    file,
    `\\set number random(1, ${rows})
update sessions set verifier_hash = repeat('v', 43), rotated_at = 1, expires_at = 9000000000000,
  rotation_count = rotation_count + 1, last_address = '127.0.0.1',
  previous_verifier_hash = repeat('v', 43)
where selector_hash = lpad(:number::text, 43, 's') and verifier_hash = repeat('v', 43)
  and ended_at is null and expires_at > 1 and rotated_at > 0 and created_at > 0
  and exists (select users.id from users where users.id = sessions.user_id
    and users.is_active = true and users.deleted_at is null)
returning id, user_id;
`,
  )
  return file
}

function pgbench(url: string, script: string): number {
  const seconds = String(roundMilliseconds / 1_000)
  const flags = ['-n', '-M', 'prepared', '-c', String(connections), '-j', '2', '-T', seconds]
  const output = execFileSync('pgbench', [...flags, '-f', script, url], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return Number(/tps = ([\d.]+)/.exec(output)?.[1])
}

async function hotShare(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: statistics } = await client.query(
    `select n_tup_hot_upd::float / n_tup_upd as share from pg_stat_user_tables where relname = 'sessions'`,
  )
  await client.end()
  return Number(statistics[0]?.share)
}
