import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runOnPostgres } from './postgres.ts'
import { processorSecondsOfCommands, watchPostgres } from './processor-time.ts'
import { roundMilliseconds } from './row.ts'

const rows = 10_000

export interface UpdateLoad {
  readonly perSecond: number
  /** Of the database for one update, microseconds. */
  readonly databaseMicroseconds: number
  /** Of pgbench and the database together. */
  readonly totalMicroseconds: number
}

export interface Pgbench {
  run(): Promise<UpdateLoad>
  remove(): void
}

/** pgbench sending what a refresh writes, one UPDATE at a time, to ten thousand sessions with hashes of real length. */
export async function preparePgbench(url: string, connections: number): Promise<Pgbench> {
  await runOnPostgres(
    url,
    `insert into sessions (user_id, selector_hash, verifier_hash, created_at, rotated_at, expires_at)
     select 1, lpad(number::text, 43, 's'), repeat('v', 43), 1, 1, 9000000000000
     from generate_series(1, ${rows}) as number`,
    'vacuum analyze sessions',
  )
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const script = join(folder, 'refresh.sql')
  writeFileSync(script, update)
  return {
    run: () => run(url, script, connections),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const update = `\\set number random(1, ${rows})
update sessions set verifier_hash = repeat('v', 43), rotated_at = 1, expires_at = 9000000000000,
  rotation_count = rotation_count + 1, last_address = '127.0.0.1',
  previous_verifier_hash = repeat('v', 43)
where selector_hash = lpad(:number::text, 43, 's') and verifier_hash = repeat('v', 43)
  and ended_at is null and expires_at > 1 and rotated_at > 0 and created_at > 0
  and (select users.is_active and users.deleted_at is null from users
    where users.id = sessions.user_id)
returning id, user_id;
`

async function run(url: string, script: string, connections: number): Promise<UpdateLoad> {
  const seconds = String(roundMilliseconds / 1_000)
  const flags = ['-n', '-M', 'prepared', '-c', String(connections), '-j', '2', '-T', seconds]
  const before = processorSecondsOfCommands()
  const { result, postgresSeconds } = await watchPostgres(url, () =>
    promisify(execFile)('pgbench', [...flags, '-f', script, url]),
  )
  const commandSeconds = processorSecondsOfCommands() - before
  const updates = Number(/transactions actually processed: (\d+)/.exec(result.stdout)?.[1])
  return {
    perSecond: Number(/tps = ([\d.]+)/.exec(result.stdout)?.[1]),
    databaseMicroseconds: (postgresSeconds * 1e6) / updates,
    totalMicroseconds: ((postgresSeconds + commandSeconds) * 1e6) / updates,
  }
}
