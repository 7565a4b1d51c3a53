import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { openMailbox } from '../support/mailbox.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases } from '../support/test-database.ts'

const person = { email: 'canary@example.com', password: 'correct horse battery' }

/** The samples of an exposition by name and labels. */
type Samples = ReadonlyMap<string, number>

async function scrape(port: number): Promise<Samples> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const lines = (await response.text()).split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ')
      return [line.slice(0, space), Number(line.slice(space + 1))] as const
    }),
  )
}

/** Traffic of every kind. */
async function use(server: ServerProcess): Promise<void> {
  await server.post('/api/register/', person)
  await server.post('/api/login/', { ...person, password: 'wrong' })
  const { body } = await server.post('/api/login/', person)
  const pair = body as { access_token: string; refresh_token: string }
  await server.post('/api/refresh/', { refresh_token: pair.refresh_token })
  await server.post('/api/refresh/', { refresh_token: pair.refresh_token })
  const { body: again } = await server.post('/api/login/', person)
  await server.post('/api/logout/', { refresh_token: again.refresh_token })
  await server.post('/api/password/reset/', { email: person.email })
  await fetch(`${server.origin}/nothing/${person.email}`)
}

describe.each(databases)('metrics on %s', (kind) => {
  test('count what happened, on a port of their own, and name nobody', async () => {
    const database = await createTestDatabase(kind)
    const mailbox = await openMailbox()
    const port = await freePort()
    const server = await startServerProcess({
      DATABASE_URL: database.url,
      METRICS_PORT: String(port),
      ...mailbox.environment,
    })
    await use(server)
    await mailbox.next(person.email)
    await expect.poll(async () => (await scrape(port)).get(sent)).toBe(1)
    const samples = await scrape(port)
    const count = (name: string) => samples.get(name) ?? 0

    expect(count('auth_registrations_total{result="success"}')).toBe(1)
    expect(count('auth_logins_total{result="success"}')).toBe(2)
    expect(count('auth_logins_total{result="failure"}')).toBe(1)
    expect(count('auth_refreshes_total{result="ok"}')).toBe(1)
    expect(count('auth_refreshes_total{result="grace"}')).toBe(1)
    expect(count('auth_logouts_total')).toBe(1)
    expect(count('auth_users{state="active"}')).toBe(1)
    expect(count('auth_sessions_active')).toBe(1)
    expect(count('auth_password_hash_duration_seconds_count')).toBeGreaterThanOrEqual(4)
    expect(samples.has('auth_signing_key_age_seconds')).toBe(true)
    expect(samples.has('nodejs_eventloop_lag_p99_seconds')).toBe(true)
    expect(count('db_query_duration_seconds_count{op="insert"}')).toBeGreaterThan(0)
    const login =
      'http_request_duration_seconds_count{method="POST",route="/api/login/",status="200"}'
    expect([count(login), count(unmatched)]).toEqual([2, 1])
    expect([...samples.keys()].join('\n')).not.toMatch(/canary|127\.0\.0\.1/)
    expect((await fetch(`${server.origin}/metrics`)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)

    expect(await server.stop()).toBe(0)
    await mailbox.close()
    await database.drop()
  })
})

const sent = 'email_sent_total{kind="reset_password",result="sent"}'
const unmatched = 'http_request_duration_seconds_count{method="GET",route="unmatched",status="404"}'

test('of several processes one port counts for all', async () => {
  const database = await createTestDatabase('postgres')
  const port = await freePort()
  const server = await startServerProcess({
    DATABASE_URL: database.url,
    METRICS_PORT: String(port),
    WORKERS: '2',
    PORT: String(await freePort()),
  })
  await server.post('/api/register/', person)
  const logins = Array.from({ length: 20 }, () => server.post('/api/login/', person))
  const succeeded = (await Promise.all(logins)).filter(({ status }) => status === 200).length
  const samples = await scrape(port)

  expect(samples.get('auth_logins_total{result="success"}')).toBe(succeeded)
  expect(samples.get('auth_users{state="active"}')).toBe(1)
  await server.stop()
  await database.drop()
})

test('a port that is taken is told with its variable', async () => {
  const taken = await startServerProcess({ DATA_DIR: '.' })
  const port = new URL(taken.origin).port
  const failing = startServerProcess({ DATA_DIR: '.', METRICS_PORT: port })
  await expect(failing).rejects.toThrow('Set METRICS_PORT to another port.')
  await taken.stop()
})

/** Names that the server exposes; what begins so belongs to Node.js and the process. */
const names = new Set([
  'http_request_duration_seconds',
  'db_query_duration_seconds',
  'auth_registrations_total',
  'auth_logins_total',
  'auth_refreshes_total',
  'auth_logouts_total',
  'auth_rate_limited_total',
  'auth_sessions_active',
  'auth_users',
  'auth_password_hash_duration_seconds',
  'auth_signing_key_age_seconds',
  'email_sent_total',
  'email_queue_due',
  'email_queue_oldest_seconds',
])

describe('deploy/prometheus', () => {
  const read = (file: string) => readFileSync(join('deploy/prometheus', file), 'utf8')
  const namesIn = (text: string) => [
    ...new Set(text.match(/\b(?:http|db|auth|email|nodejs|process)_[a-z0-9_]+/g)),
  ]
  const isExposed = (name: string) =>
    /^(nodejs|process)_/.test(name) || names.has(name.replace(/_(bucket|count|sum)$/, ''))

  test.each(['alerts.yml', 'dashboard.json'])('%s asks for metrics that there are', (file) => {
    const asked = namesIn(read(file))
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter((name) => !isExposed(name))).toEqual([])
  })

  test('there are six alerts, each with what to do', () => {
    const alerts = read('alerts.yml').match(/- alert: \w+/g) ?? []
    expect(alerts).toHaveLength(6)
    expect(read('alerts.yml').match(/description:/g)).toHaveLength(6)
  })
})
