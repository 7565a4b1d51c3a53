import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'

describe.runIf(databases.includes('postgres'))('a PostgreSQL that goes away', () => {
  let postgres: OwnPostgres | undefined
  let servers: readonly ServerProcess[] = []

  beforeAll(async () => {
    postgres = await startOwnPostgres()
    if (!postgres) return
    const environment = { DATABASE_URL: postgres.url }
    servers = await Promise.all([startServerProcess(environment), startServerProcess(environment)])
  })
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')))
    await postgres?.stop()
  })

  const statusOf = async (server: ServerProcess, path: string) =>
    (await fetch(`${server.origin}${path}`)).status

  test('two nodes that start at once on an empty database both come up', ({ skip }) => {
    if (!postgres) return skip('there are no binaries of PostgreSQL here')

    expect(servers).toHaveLength(2)
  })

  test('answers 503 in time while it is away, and full service after, without a restart of ours', async ({
    skip,
  }) => {
    const [server] = servers
    if (!postgres || !server) return skip('there are no binaries of PostgreSQL here')
    const credentials = { email: 'patient@example.com', password }
    await server.post('/api/register/', credentials)
    const { refresh_token: token } = (await server.post('/api/login/', credentials)).body

    await postgres.halt()
    const away = await Promise.all([
      server.post('/api/refresh/', { refresh_token: token }),
      server.post('/api/login/', credentials),
      server.post('/api/register/', { ...credentials, email: 'early@example.com' }),
    ])
    const probes = [await statusOf(server, '/livez'), await statusOf(server, '/readyz')]
    await postgres.start()

    expect(away.map(({ status }) => status)).toEqual([503, 503, 503])
    expect(away.map(({ body }) => Object.keys(body))).toEqual([['detail'], ['detail'], ['detail']])
    expect(probes).toEqual([200, 503])
    const after = await server.post('/api/refresh/', { refresh_token: token })
    expect(after.status).toBe(200)
    expect((await server.post('/api/login/', credentials)).status).toBe(200)
    expect(await statusOf(server, '/readyz')).toBe(200)
  })

  test('a restart under load leads to answers only, and nothing is consumed', async ({ skip }) => {
    const [server] = servers
    if (!postgres || !server) return skip('there are no binaries of PostgreSQL here')
    const credentials = { email: 'busy@example.com', password }
    await server.post('/api/register/', credentials)
    let { refresh_token: token } = (await server.post('/api/login/', credentials)).body

    const statuses = new Set<number>()
    const until = performance.now() + 3_000
    setTimeout(() => postgres?.halt().then(() => postgres?.start()), 500)
    while (performance.now() < until) {
      const answer = await server.post('/api/refresh/', { refresh_token: token })
      statuses.add(answer.status)
      token = answer.body.refresh_token ?? token
    }

    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect((await server.post('/api/refresh/', { refresh_token: token })).status).toBe(200)
  })
})
