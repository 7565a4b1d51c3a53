import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { administrator, fillLargeDatabase, sizes } from '../support/large-database.ts'
import { listRequests } from '../support/list-requests.ts'
import { quantile } from '../support/load.ts'
import { createPostgres } from '../support/postgres.ts'
import type { Row } from '../support/row.ts'
import { runLatchkey, startLatchkey } from '../support/server-process.ts'

/** The longest that anybody may wait because of what an administrator does. */
const aimMilliseconds = 50

type Send = (method: string, path: string, body?: unknown) => Promise<void>

export async function stallsOnSqlite(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const row = await measureStalls('SQLite', `sqlite:${join(folder, 'large.db')}`, folder)
  rmSync(folder, { recursive: true })
  return row
}

export async function stallsOnPostgres(): Promise<Row> {
  const { url, drop } = await createPostgres()
  const row = await measureStalls('PostgreSQL', url)
  await drop()
  return row
}

/** How long /livez waits while everything that an administrator can do is done, one after the other. */
async function measureStalls(database: string, url: string, folder?: string): Promise<Row> {
  await fillLargeDatabase(url)
  const latchkey = await startLatchkey({ DATABASE_URL: url })
  const probe = new Worker(new URL('../support/probe-thread.ts', import.meta.url), {
    workerData: latchkey.origin,
  })
  const send = await asAdministrator(latchkey.origin)
  const backup = () => runLatchkey(['backup', join(folder ?? '', 'copy.db')], { DATABASE_URL: url })

  const idle = await watch(probe, () => sleep(1_000))
  const stalls: Stall[] = []
  for (const [name, act] of Object.entries({ ...acts(send), ...(folder ? { backup } : {}) })) {
    stalls.push({ name, ...(await watch(probe, act)) })
  }
  await probe.terminate()
  await latchkey.stop()

  stalls.sort((first, second) => second.p99 - first.p99)
  const worst = stalls[0] as Stall
  const { users, sessions, events } = sizes
  return {
    name: `Worst p99 of \`/livez\` during any list, export, import, bulk act, purge or backup, ${database}, ${users} users, ${sessions} sessions, ${events} events`,
    against: 'allowed',
    ours: `${worst.p99.toFixed(0)} ms (${worst.name})`,
    baseline: `${aimMilliseconds} ms`,
    ratio: aimMilliseconds / worst.p99,
    aim: 1,
    remarks: `idle: ${idle.p99.toFixed(1)} ms`,
    details: stalls.map(detailOf),
  }
}

/** In an order in which each has something to do. */
function acts(send: Send): Record<string, () => Promise<void>> {
  const get = (path: string) => () => send('GET', path)
  const bulk = (action: string) => () =>
    send('POST', 'users/bulk/', { action, ids: idsTo(1_000), include_me: true })
  const lists = Object.entries(listRequests()).map(([name, path]) => [name, get(path)] as const)
  return {
    ...Object.fromEntries(lists),
    'users: export': get('users/export'),
    'sessions: export': get('sessions/export'),
    'audit: export': get('audit/export?format=jsonl'),
    health: get('health/'),
    'import of 1,000 users': () => send('POST', 'users/import/', { content: newUsers(1_000) }),
    'bulk: deactivate 1,000 users': bulk('deactivate'),
    'bulk: activate 1,000 users': bulk('activate'),
    'bulk: delete 1,000 users': bulk('delete'),
    'end all sessions': () => send('POST', 'sessions/revoke/', { all_matching: true }),
    // Three quarters of the audit log.
    'purge of the audit log': async () => {
      await send('PATCH', 'settings/AUDIT_RETENTION/', { value: 20 * 86_400 })
      await sleep(20_000)
    },
  }
}

const idsTo = (count: number) => Array.from({ length: count }, (_, index) => index + 2)

function newUsers(count: number): string {
  const rows = idsTo(count).map((id) => `imported${id}@example.com,Imported ${id}`)
  return ['email,username', ...rows].join('\n')
}

interface Wait {
  readonly p99: number
  readonly worst: number
  readonly seconds: number
}

interface Stall extends Wait {
  readonly name: string
}

async function watch(probe: Worker, act: () => Promise<unknown>): Promise<Wait> {
  await takeLatencies(probe)
  const startedAt = performance.now()
  await act()
  const seconds = (performance.now() - startedAt) / 1_000
  // What is under way now waits for what was done.
  await sleep(20)
  const latencies = (await takeLatencies(probe)).toSorted((first, second) => first - second)
  return { p99: quantile(latencies, 0.99), worst: latencies.at(-1) ?? 0, seconds }
}

async function takeLatencies(probe: Worker): Promise<number[]> {
  probe.postMessage('take')
  const [latencies] = await once(probe, 'message')
  return latencies as number[]
}

async function asAdministrator(origin: string): Promise<Send> {
  const json = { 'content-type': 'application/json' }
  const login = { method: 'POST', headers: json, body: JSON.stringify(administrator) }
  const pair = (await (await fetch(`${origin}/api/login/`, login)).json()) as {
    access_token: string
  }
  const headers = { ...json, authorization: `Bearer ${pair.access_token}` }
  return async (method, path, body) => {
    const request =
      body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${origin}/api/admin/${path}`, request)
    // Read piece by piece, as a browser saves a file.
    for await (const _chunk of response.body ?? []);
    if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}`)
  }
}

function detailOf({ name, p99, worst, seconds }: Stall): string {
  const [first, second] = [worst, p99].map((number) => number.toFixed(1).padStart(6))
  return `longest ${first} ms, p99 ${second} ms, took ${seconds.toFixed(2)} s: ${name}`
}
