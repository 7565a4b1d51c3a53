import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Client, createClients, refreshOnce, startRefreshing } from '../support/clients.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { runOnPostgres } from '../support/postgres.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'

describe.runIf(databases.includes('postgres'))('a primary with a synchronous standby', () => {
  let primary: OwnPostgres | undefined
  let standby: OwnPostgres
  let server: ServerProcess
  let clients: readonly Client[]

  beforeEach(async ({ skip }) => {
    primary = await startOwnPostgres()
    if (!primary) return skip('there are no binaries of PostgreSQL here')
    standby = await primary.createStandby()
    await runOnPostgres(
      primary.url,
      `alter system set synchronous_standby_names = '*'`,
      'select pg_reload_conf()',
    )
    const hosts = `127.0.0.1:${standby.port},127.0.0.1:${primary.port}`
    server = await startServerProcess({
      DATABASE_URL: `postgres://postgres@${hosts}/postgres?target_session_attrs=read-write`,
    })
    clients = await createClients(server, 12)
  })
  afterEach(async () => {
    await server?.stop('SIGKILL')
    await primary?.stop()
  })

  test('fails over under load: 503 at most, nothing that was acknowledged is lost', async () => {
    const load = startRefreshing(server, clients)
    await sleep(500)
    await primary?.halt()
    await sleep(500)
    await standby.promote()
    await expect.poll(async () => (await fetch(`${server.origin}/readyz`)).status).toBe(200)
    const statuses = await load.stop()

    expect(statuses.get(503)).toBeGreaterThan(0)
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([])
    for (const client of clients) expect(await refreshOnce(server, client)).toBe(200)
  })
})
