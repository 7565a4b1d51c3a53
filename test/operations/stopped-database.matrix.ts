import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, createClients, refreshOnce } from '../support/clients.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { password } from '../support/people.ts'
import { findBackends, terminateBackends } from '../support/postgres.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'

const clientCount = 8
const timeLimitMilliseconds = 300_000

let postgres: OwnPostgres | undefined
let server: ServerProcess
let clients: readonly Client[]

beforeEach(async ({ skip }) => {
  postgres = databases.includes('postgres') ? await startOwnPostgres() : undefined
  if (!postgres) return skip('there are no binaries of PostgreSQL here')
  server = await startServerProcess({
    DATABASE_URL: postgres.url,
    DATABASE_POOL_SIZE: '4',
    // Longer than the stop: this is about what was acknowledged, not about what is in doubt.
    REFRESH_TOKEN_REUSE_GRACE: '60',
  })
  clients = await createClients(server, clientCount)
})
afterEach(async () => {
  await server?.stop('SIGKILL')
  await postgres?.stop()
})

let count = 0

/** Everything that opens a transaction, each of which may be the one that the stop leaves open. */
const writers: readonly ((client: Client) => Promise<number>)[] = [
  async () => {
    count += 1
    const email = `new-${count}@example.com`
    return (await server.post('/api/register/', { email, password })).status
  },
  async ({ email }) => (await server.post('/api/login/', { email, password })).status,
  async ({ email }) => {
    const { status, body } = await server.post('/api/login/', { email, password })
    if (status !== 200) return status
    return (await server.post('/api/logout/', { refresh_token: body.refresh_token })).status
  },
]

async function logIn({ email }: Client): Promise<number> {
  return (await server.post('/api/login/', { email, password })).status
}

async function writeUntilItFails(writer: (client: Client) => Promise<number>, client: Client) {
  for (;;) {
    const status = await writer(client)
    if (status >= 400) return status
  }
}

/** Stops all connections of the server, also those that it opens meanwhile, until `work` is done. */
async function whileStopped<Result>(url: string, work: Promise<Result>): Promise<Result> {
  let isDone = false
  const stopped = new Set<number>()
  const done = work.finally(() => {
    isDone = true
  })
  while (!isDone) {
    for (const pid of await findBackends(url)) {
      if (!stopped.has(pid)) signal(pid, 'SIGSTOP')
      stopped.add(pid)
    }
    await sleep(100)
  }
  for (const pid of stopped) signal(pid, 'SIGCONT')
  return done
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in the meantime.
  }
}

test('what is acknowledged after a stop is kept, whatever the stop interrupted', {
  timeout: timeLimitMilliseconds,
}, async () => {
  const url = postgres?.url ?? ''
  for (let round = 0; round < 2; round += 1) {
    const interrupted = Promise.all(
      clients.map((client, index) =>
        writeUntilItFails(writers[index % writers.length] ?? logIn, client),
      ),
    )
    await sleep(200 + 100 * round)
    const statuses = await whileStopped(url, interrupted)

    for (const client of clients) {
      await expect.poll(() => refreshOnce(server, client)).toBe(200)
    }
    await terminateBackends(url)
    const after: number[] = []
    for (const client of clients) {
      await expect
        .poll(async () => {
          const status = await refreshOnce(server, client)
          if (status !== 503) after.push(status)
          return status
        })
        .not.toBe(503)
    }

    expect(new Set(statuses)).toEqual(new Set([503]))
    expect(after).toEqual(clients.map(() => 200))
  }
})
