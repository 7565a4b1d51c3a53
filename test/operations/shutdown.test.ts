import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

describe.each(databases)('SIGTERM on %s', (kind) => {
  let database: TestDatabase
  let server: ServerProcess

  beforeEach(async () => {
    database = await createTestDatabase(kind)
    server = await startServerProcess({ DATABASE_URL: database.url, SHUTDOWN_TIMEOUT: '60s' })
  })
  afterEach(async () => {
    await server.stop('SIGKILL')
    await database.drop()
  })

  test('answers every accepted request, takes no new one, and exits with 0 in time', async () => {
    const agent = new Agent({ keepAlive: true })
    const accepted = Array.from({ length: 30 }, (_, index) =>
      register(server, agent, `leaving-${index}@example.com`),
    )
    // The first answer shows that the server is at work on all of them.
    await Promise.race(accepted)

    const code = await server.stop('SIGTERM')
    const statuses = await Promise.all(accepted)

    expect(new Set(statuses)).toEqual(new Set([201]))
    expect(code).toBe(0)
    await expect(server.post('/api/login/', {})).rejects.toThrow()
  })

  test('under load, a client that honors Connection: close never sees a reset', async () => {
    const agent = new Agent({ keepAlive: true })
    const outcomes: (number | string)[] = []
    let isOver = false
    const client = async () => {
      while (!isOver) {
        const outcome = await probe(server, agent).catch((error) => String(error.code))
        outcomes.push(outcome)
        // The server is gone, and said so before.
        if (outcome === 'ECONNREFUSED') return
      }
    }
    const clients = Array.from({ length: 16 }, client)
    await expect.poll(() => outcomes.length).toBeGreaterThan(500)

    const code = await server.stop('SIGTERM')
    isOver = true
    await Promise.all(clients)

    expect(code).toBe(0)
    expect(new Set(outcomes)).toEqual(new Set([401, 'ECONNREFUSED']))
  })

  test('connections on which no request came, or half of one, do not hold it up', async () => {
    const { hostname, port } = new URL(server.origin)
    const silent = connect(Number(port), hostname)
    const unfinished = connect(Number(port), hostname)
    await Promise.all([once(silent, 'connect'), once(unfinished, 'connect')])
    unfinished.write('GET /livez HTTP/1.1\r\n')

    expect(await server.stop('SIGTERM')).toBe(0)
  })

  test('an idle server with open connections stops at once', async () => {
    const agent = new Agent({ keepAlive: true })
    await register(server, agent, 'idle@example.com')

    // Far sooner than the connection would be closed by itself, or the time of this test is over.
    const code = await server.stop('SIGTERM')

    expect(code).toBe(0)
  })
})

/** A request without effect over a connection that stays open; resolves to the status. */
function probe(server: ServerProcess, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(`${server.origin}/api/me/`, { agent })
    asking.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    asking.on('error', reject)
    asking.end()
  })
}

/** Registers over a connection that stays open; answers the status. */
function register(server: ServerProcess, agent: Agent, email: string): Promise<number> {
  const body = JSON.stringify({ email, password })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const asking = request(`${server.origin}/api/register/`, { method: 'POST', agent, headers })
    asking.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
