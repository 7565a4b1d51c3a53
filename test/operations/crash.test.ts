import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

/** What one client was promised before its server died. */
interface Promises {
  readonly email: string
  registered: boolean
  loggedOut: string[]
  /** The last handled token, and the requests that nobody handled. */
  current: string | undefined
  isLoggingOut: boolean
}

// On a busy machine the next start may take longer than the usual grace.
const patience = { REFRESH_TOKEN_REUSE_GRACE: '60' }

describe.each(databases)('kill -9 on %s', (kind) => {
  let database: TestDatabase
  let server: ServerProcess

  beforeEach(async () => {
    database = await createTestDatabase(kind)
    server = await startServerProcess({ DATABASE_URL: database.url, ...patience })
  })
  afterEach(async () => {
    await server.stop('SIGKILL')
    await database.drop()
  })

  test('loses nothing that was acknowledged, and leaves nothing half done', async () => {
    const clients = Array.from({ length: 8 }, (_, index) =>
      createClient(`client-${index}@example.com`),
    )
    const working = Promise.allSettled(clients.map((client) => workUntilItDies(server, client)))
    setTimeout(() => server.child.kill('SIGKILL'), 2_500)
    await working
    await server.stop('SIGKILL')

    server = await startServerProcess({ DATABASE_URL: database.url, ...patience })

    expect(clients.filter((client) => client.registered).length).toBeGreaterThan(0)
    for (const client of clients) await checkPromises(server, client)
  })
})

function createClient(email: string): Promises {
  return { email, registered: false, loggedOut: [], current: undefined, isLoggingOut: false }
}

/** Registers, then logs in, refreshes and logs out until the connection breaks. */
async function workUntilItDies(server: ServerProcess, client: Promises): Promise<never> {
  const credentials = { email: client.email, password }
  const registered = await server.post('/api/register/', credentials)
  client.registered = registered.status === 201
  for (;;) {
    client.current = (await server.post('/api/login/', credentials)).body.refresh_token
    for (let step = 0; step < 20; step += 1) {
      const answer = await server.post('/api/refresh/', { refresh_token: client.current })
      if (answer.status !== 200) throw new Error(`refresh handled ${answer.status}`)
      client.current = answer.body.refresh_token
    }
    client.isLoggingOut = true
    const token = client.current ?? ''
    await server.post('/api/logout/', { refresh_token: token })
    client.loggedOut.push(token)
    client.isLoggingOut = false
    client.current = undefined
  }
}

async function checkPromises(server: ServerProcess, client: Promises): Promise<void> {
  const credentials = { email: client.email, password }
  const login = await server.post('/api/login/', credentials)
  if (client.registered) expect(login.status).toBe(200)
  else expect([200, 400]).toContain(login.status)

  // Whether the last refresh was done or not: within the grace the retry succeeds.
  if (client.current && !client.isLoggingOut) {
    const retry = await server.post('/api/refresh/', { refresh_token: client.current })
    expect(retry.status).toBe(200)
    const next = await server.post('/api/refresh/', { refresh_token: retry.body.refresh_token })
    expect(next.status).toBe(200)
  }
  for (const token of client.loggedOut) {
    expect((await server.post('/api/refresh/', { refresh_token: token })).status).toBe(400)
  }
}
