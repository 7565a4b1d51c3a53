import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Client, createClients, refreshOnce, startRefreshing } from '../support/clients.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { terminateBackends } from '../support/postgres.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'

const clientCount = 12

describe.runIf(databases.includes('postgres')).each(['1', '2'])(
  'PostgreSQL ends connections under load on %s workers',
  (workers) => {
    let postgres: OwnPostgres | undefined
    let server: ServerProcess
    let clients: readonly Client[]

    beforeEach(async ({ skip }) => {
      postgres = await startOwnPostgres()
      if (!postgres) return skip('there are no binaries of PostgreSQL here')
      server = await startServerProcess({ DATABASE_URL: postgres.url, WORKERS: workers })
      clients = await createClients(server, clientCount)
    })
    afterEach(async () => {
      await server?.stop('SIGKILL')
      await postgres?.stop()
    })

    /** Nothing but 200 and 503, no process that ended, and every client goes on with the token it has. */
    async function expectFullService(statuses: ReadonlyMap<number, number>) {
      expect(statuses.get(200)).toBeGreaterThan(0)
      expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([])
      expect(server.child.exitCode).toBeNull()
      expect(server.lines.filter((line) => line.includes('"worker.died"'))).toEqual([])
      for (const client of clients) {
        await expect.poll(() => refreshOnce(server, client)).toBe(200)
      }
      expect((await fetch(`${server.origin}/readyz`)).status).toBe(200)
    }

    test('one by one: 503 at most, and full service after', async () => {
      const load = startRefreshing(server, clients)
      for (let round = 0; round < 15; round += 1) {
        await sleep(100)
        await terminateBackends(postgres?.url ?? '')
      }

      await expectFullService(await load.stop())
    })

    test('all at once in a fast restart: 503 at most, and full service after', async () => {
      const load = startRefreshing(server, clients)
      await sleep(300)
      await postgres?.restart()
      await sleep(300)

      await expectFullService(await load.stop())
    })
  },
)
