import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { environmentOn, runnerOn } from '../support/latchkey.ts'
import { startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases } from '../support/test-database.ts'
import { createDjangoDatabase, insertToken, insertUser } from './django-database.ts'

/** The refresh of the older server, on its tables: the row of the token that is presented goes, another comes. */
async function serveLikeDjango(databaseUrl: string): Promise<Server> {
  const database = new SqliteDatabase(databaseUrl.slice('sqlite:'.length))
  const remove = database.prepare('delete from users_refreshtoken where token = ? returning *')
  const insert = database.prepare(
    `insert into users_refreshtoken (token, created_at, expires_at, user_id)
      values (:token, :created_at, :expires_at, :user_id)`,
  )
  const compact = (uuid: string) => uuid.replaceAll('-', '')
  const rotate = database.transaction((token: string, next: string): boolean => {
    const row = remove.get(compact(token))
    if (row) insert.run({ ...row, token: compact(next) })
    return row !== undefined
  })
  const server = createServer(async (request, response) => {
    const { refresh_token: token } = (await json(request)) as { refresh_token: string }
    const next = randomUUID()
    const isRotated = rotate(token, next)
    response.writeHead(isRotated ? 200 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isRotated ? { refresh_token: next } : { error: 'Invalid' }))
  })
  server.on('close', () => database.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

interface Client {
  /** Where it sends its requests; nobody listens there during the switch. */
  origin: string
  readonly refreshes: number
  /** Statuses other than 200. */
  readonly rejections: number[]
  stop(): Promise<void>
}

/** Refreshes again and again; when nobody answers it keeps its token and tries again. */
function startClient(origin: string, firstToken: string): Client {
  const client = { origin, refreshes: 0, rejections: [] as number[] }
  let token = firstToken
  let isStopped = false
  const refresh = async () => {
    const response = await fetch(`${client.origin}/api/refresh/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: token }),
    })
    const body = (await response.json()) as { refresh_token: string }
    if (response.status !== 200) return void client.rejections.push(response.status)
    token = body.refresh_token
    client.refreshes += 1
  }
  const run = async () => {
    while (!isStopped && client.rejections.length === 0) {
      await refresh().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const ended = run()
  return Object.assign(client, {
    async stop() {
      isStopped = true
      await ended
    },
  })
}

const userIds = [1, 2, 3]

describe.each(databases)('moving in on %s', (kind) => {
  test('clients that refresh all the time are never logged out by the switch', async () => {
    const django = await createDjangoDatabase('sqlite')
    const tokens = userIds.map(() => randomUUID())
    await django.run(
      ...userIds.flatMap((id, index) => [
        insertUser({ id, email: `user-${id}@example.com` }),
        insertToken('sqlite', { id, userId: id, uuid: tokens[index] ?? '' }),
      ]),
    )
    const target = await createTestDatabase(kind)
    const latchkey = runnerOn(environmentOn(target.url))
    const old = await serveLikeDjango(django.url)
    const oldOrigin = `http://127.0.0.1:${(old.address() as AddressInfo).port}`
    const clients = tokens.map((token) => startClient(oldOrigin, token))
    const everyClientRefreshed = (times: number) =>
      expect.poll(() => clients.every(({ refreshes }) => refreshes >= times))

    await everyClientRefreshed(3).toBe(true)
    const first = await latchkey(`import-django ${django.url} --json`)
    await everyClientRefreshed(6).toBe(true)

    old.close()
    await once(old, 'close')
    const before = clients.map(({ refreshes }) => refreshes)
    const last = await latchkey(`import-django ${django.url} --json`)
    const server = await startServerProcess(environmentOn(target.url))
    for (const client of clients) client.origin = server.origin
    await everyClientRefreshed(Math.max(...before) + 5).toBe(true)

    expect([first.exit, last.exit]).toEqual([0, 0])
    expect(clients.flatMap(({ rejections }) => rejections)).toEqual([])
    for (const client of clients) await client.stop()
    await server.stop()
    await django.drop()
    await target.drop()
  })
})
