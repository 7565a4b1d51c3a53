import { afterEach, describe, expect, test } from 'vitest'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

describe.each(databases)('a SECRET_KEY replaced without a fallback on %s', (database) => {
  const servers: TestServer[] = []

  afterEach(async () => {
    for (const server of servers.splice(0).reverse()) await server.close()
  })

  test('leaves log-in unavailable, with the hint in the log and not in the answer', async () => {
    const before = await startTestServer({ database })
    servers.push(before)
    const alice = { email: 'alice@example.com', password: 'correct horse 1' }
    await before.post('/api/register/', alice)
    const env = { SECRET_KEY: 'another-Secret-9876543210-zyxwvutsrqponm' }
    const after = await startTestServer({ database, env, besides: before })
    servers.push(after)

    const login = await after.post('/api/login/', alice)
    const readiness = await after.get('/readyz')

    expect(login.status).toBe(503)
    expect(JSON.stringify(login.body)).not.toContain('SECRET_KEY')
    expect(after.logLines.join('')).toContain('SECRET_KEY_FALLBACKS')
    expect(readiness.status).toBe(503)
  })

  test('locks out nobody who knows the password', async () => {
    const before = await startTestServer({ database, env: { LOGIN_MAX_FAILURES: '3' } })
    servers.push(before)
    const alice = { email: 'alice@example.com', password: 'correct horse 1' }
    await before.post('/api/register/', alice)
    const env = { SECRET_KEY: 'another-Secret-9876543210-zyxwvutsrqponm', LOGIN_MAX_FAILURES: '3' }
    const after = await startTestServer({ database, env, besides: before })
    servers.push(after)

    const statuses = []
    for (let login = 0; login < 5; login += 1) {
      statuses.push((await after.post('/api/login/', alice)).status)
    }

    expect(statuses).toEqual([503, 503, 503, 503, 503])
  })
})
