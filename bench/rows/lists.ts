import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeepAliveClient } from '../support/keep-alive-client.ts'
import { administrator, fillLargeDatabase, sizes } from '../support/large-database.ts'
import { listRequests } from '../support/list-requests.ts'
import { quantile } from '../support/load.ts'
import { createPostgres } from '../support/postgres.ts'
import type { Row } from '../support/row.ts'
import { type ServerProcess, startLatchkey } from '../support/server-process.ts'

const repetitions = 40
const deepPages = 200
const listAim = 300
const dashboardAim = 200

export async function listsOnSqlite(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const row = await measureLists('SQLite', `sqlite:${join(folder, 'large.db')}`)
  rmSync(folder, { recursive: true })
  return row
}

export async function listsOnPostgres(): Promise<Row> {
  const { url, drop } = await createPostgres()
  const row = await measureLists('PostgreSQL', url)
  await drop()
  return row
}

/**
 * The slowest kind of list, at the 95th percentile, against the longest that an administrator should wait. The
 * processor time beside it holds on a busy machine too.
 */
async function measureLists(databaseName: string, url: string): Promise<Row> {
  await fillLargeDatabase(url)
  const latchkey = await startLatchkey({ DATABASE_URL: url })
  const lists = await measureAll(latchkey).finally(() => latchkey.stop())

  lists.sort((first, second) => first.ratio - second.ratio)
  const { name, p95, ratio, aim } = lists[0] as Measured
  const { users, sessions, events } = sizes
  return {
    name: `p95 of the slowest list, ${databaseName}, ${users} users, ${sessions} sessions, ${events} events`,
    against: 'allowed',
    ours: `${p95.toFixed(0)} ms (${name})`,
    baseline: `${aim} ms`,
    ratio,
    aim: 1,
    details: lists.map(detailOf),
  }
}

async function measureAll(latchkey: ServerProcess): Promise<Measured[]> {
  const client = new KeepAliveClient(latchkey.origin)
  const get = await asAdministrator(client)
  const paths = {
    ...listRequests(),
    'users: deep page': await deepPage(get, 'users/?limit=200&sort=-created_at'),
    'sessions: deep page': await deepPage(get, 'sessions/?limit=200'),
    'audit: deep page': await deepPage(get, 'audit/?limit=200'),
  }
  const lists: Measured[] = []
  for (const [name, path] of Object.entries(paths)) {
    lists.push({ name, ...(await measure(latchkey, () => get(path), aimOf(path))) })
  }
  client.close()
  return lists
}

type Get = (path: string) => Promise<string>

async function asAdministrator(client: KeepAliveClient): Promise<Get> {
  const { body } = await client.post('/api/login/', JSON.stringify(administrator))
  const authorization = `Bearer ${JSON.parse(body).access_token}`
  return async (path) => {
    const answer = await client.get(`/api/admin/${path}`, authorization)
    if (answer.status !== 200) throw new Error(`${path} handled ${answer.status}: ${answer.body}`)
    return answer.body
  }
}

function aimOf(path: string): number {
  return path.startsWith('stats/') ? dashboardAim : listAim
}

interface Latency {
  readonly p50: number
  readonly p95: number
  /** Of the server, for one request. */
  readonly processorMilliseconds: number
  readonly aim: number
  readonly ratio: number
}

interface Measured extends Latency {
  readonly name: string
}

async function measure(
  server: ServerProcess,
  request: () => Promise<unknown>,
  aim: number,
): Promise<Latency> {
  await request()
  const latencies: number[] = []
  const processorBefore = server.cpuSeconds()
  for (let index = 0; index < repetitions; index += 1) {
    const sentAt = performance.now()
    await request()
    latencies.push(performance.now() - sentAt)
  }
  const processorMilliseconds = ((server.cpuSeconds() - processorBefore) * 1_000) / repetitions
  latencies.sort((first, second) => first - second)
  const p95 = quantile(latencies, 0.95)
  return { p50: quantile(latencies, 0.5), p95, processorMilliseconds, aim, ratio: aim / p95 }
}

function detailOf({ name, p50, p95, processorMilliseconds }: Measured): string {
  const numbers = [p50, p95, processorMilliseconds].map((number) => number.toFixed(1).padStart(6))
  return `p50 ${numbers[0]} ms, p95 ${numbers[1]} ms, processor ${numbers[2]} ms: ${name}`
}

/** Leafs through the list as a person would who never gives up. */
async function deepPage(get: Get, path: string): Promise<string> {
  let cursor = ''
  for (let page = 0; page < deepPages; page += 1) {
    const { next } = JSON.parse(await get(`${path}${cursor}`)) as { next: string | null }
    if (next === null) throw new Error(`${path} has fewer than ${deepPages} pages`)
    cursor = `&cursor=${next}`
  }
  return `${path}${cursor}`
}
