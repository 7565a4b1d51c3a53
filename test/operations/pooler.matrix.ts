import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClients, startRefreshing } from '../support/clients.ts'
import { runnerOn } from '../support/latchkey.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { hasPgBouncer, type Pooler, startPgBouncer } from '../support/pgbouncer.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'

const secret = 'process-Secret-0123456789-abcdefghijklmnop'

describe.runIf(databases.includes('postgres') && hasPgBouncer)('behind PgBouncer', () => {
  let postgres: OwnPostgres | undefined
  let pooler: Pooler | undefined
  let servers: ServerProcess[]

  beforeEach(async ({ skip }) => {
    servers = []
    postgres = await startOwnPostgres()
    if (!postgres) return skip('there are no binaries of PostgreSQL here')
  })
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')))
    await pooler?.stop()
    await postgres?.stop()
  })

  async function startNodes(mode: 'session' | 'transaction', prepared: string): Promise<void> {
    pooler = await startPgBouncer(postgres as OwnPostgres, mode)
    const environment = {
      DATABASE_URL: pooler.url,
      DATABASE_PREPARED_STATEMENTS: prepared,
      SECRET_KEY: secret,
    }
    // Both find an empty database: one migrates, the other waits.
    servers = await Promise.all([startServerProcess(environment), startServerProcess(environment)])
  }

  test.each([
    ['session', 'true'],
    ['session', 'false'],
    ['transaction', 'false'],
  ] as const)(
    'in %s mode, with prepared statements %s, two nodes serve',
    async (mode, prepared) => {
      await startNodes(mode, prepared)
      const [first, second] = servers as [ServerProcess, ServerProcess]
      const clients = await createClients(first, 12)
      const loads = [
        startRefreshing(first, clients.slice(0, 6)),
        startRefreshing(second, clients.slice(6)),
      ]
      await sleep(1_500)
      const statuses = await Promise.all(loads.map((load) => load.stop()))

      const latchkey = runnerOn({
        DATABASE_URL: pooler?.url ?? '',
        DATABASE_PREPARED_STATEMENTS: prepared,
        SECRET_KEY: secret,
      })
      const change = await latchkey('constance set REGISTRATION_ENABLED false')
      const registration = { email: 'late@example.com', password: 'correct horse battery' }

      expect(statuses.flatMap((each) => [...each.keys()])).toEqual([200, 200])
      expect(change.exit).toBe(0)
      for (const server of servers) {
        const status = async () => (await server.post('/api/register/', registration)).status
        await expect.poll(status).toBe(403)
      }
      expect((await latchkey('doctor --json')).exit).toBe(0)
    },
  )

  test('in transaction mode, nothing starts that uses prepared statements', async () => {
    pooler = await startPgBouncer(postgres as OwnPostgres, 'transaction')
    const latchkey = runnerOn({ DATABASE_URL: pooler.url, SECRET_KEY: secret })
    const start = await latchkey('runserver')
    const doctor = await latchkey('doctor --json')

    expect(start.exit).toBe(3)
    expect(start.stderr).toContain('DATABASE_PREPARED_STATEMENTS=false')
    expect(doctor.exit).toBe(1)
    expect(doctor.json.checks).toContainEqual(
      expect.objectContaining({ id: 'transaction_pooler', status: 'fail' }),
    )
  })
})
