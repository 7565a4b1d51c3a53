import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asBearer, asConsole, type Send } from '../support/admin-api.ts'
import { addStaff, addSuperuser } from '../support/people.ts'
import { startServerProcess } from '../support/server-process.ts'
import { setSetting } from '../support/state.ts'
import { databases, startTestServer, type TestServer, testSecret } from '../support/test-server.ts'

interface Process {
  readonly pid: number
  readonly unseen_seconds: number
  readonly is_current: boolean
  readonly is_this_process: boolean
}

describe.each(databases)('processes that serve on %s', (database) => {
  let server: TestServer
  let send: Send

  beforeEach(async () => {
    server = await startTestServer({ database })
    send = await asConsole(server, await addSuperuser(server))
  })
  afterEach(() => server.close())

  const list = async (): Promise<Process[]> => (await send('GET', 'processes/')).body.results
  const pids = async () => (await list()).map(({ pid }) => pid).sort(byNumber)
  const startNode = () =>
    startServerProcess({ DATABASE_URL: server.database.url, SECRET_KEY: testSecret })

  test('one that stops is gone at once, one that is killed after thirty seconds', async () => {
    // The others are at the real time.
    const catchUp = () => server.clock.advance(Date.now() - server.clock.now())
    catchUp()
    send = await asConsole(server, await addSuperuser(server))
    const [leaving, killed] = await Promise.all([startNode(), startNode()])
    const [own, first, second] = [process.pid, leaving.child.pid ?? 0, killed.child.pid ?? 0]
    const pidsNow = () => {
      catchUp()
      return pids()
    }
    await expect.poll(pidsNow, { timeout: 10_000 }).toEqual([own, first, second].sort(byNumber))

    await leaving.stop('SIGTERM')
    const afterStop = await pidsNow()
    await killed.stop('SIGKILL')
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 300)
    await expect.poll(async () => ownOf(await list())?.is_current, { timeout: 10_000 }).toBe(true)
    server.clock.advance((await seenAt(server, second)) + 12_000 - server.clock.now())
    const silent = (await list()).find(({ pid }) => pid === second)
    server.clock.advance(20_000)

    expect(afterStop).toEqual([own, second].sort(byNumber))
    expect(silent).toMatchObject({
      is_current: false,
      is_this_process: false,
      unseen_seconds: 12,
    })
    await expect.poll(pids, { timeout: 10_000 }).toEqual([own])
    await expect.poll(() => countRows(server), { timeout: 10_000 }).toBe(1)
  })

  test('a change of a setting reaches every process', async () => {
    const other = await startTestServer({ database, besides: server })
    const before = await list()
    await setSetting(other, 'ACCESS_TOKEN_LIFETIME', 40)
    await expect
      .poll(async () => (await list()).map(({ is_current: isCurrent }) => isCurrent), {
        timeout: 20_000,
        interval: 20,
      })
      .toEqual([true, true])
    await other.close()

    expect(before).toHaveLength(2)
    expect(before.filter((each) => each.is_this_process)).toHaveLength(1)
    expect(server.context.settings.values.ACCESS_TOKEN_LIFETIME).toBe(40)
  })

  test('the settings a process reports are those it acts on, or older ones', async () => {
    const other = await startTestServer({ database, besides: server })
    const start = other.context.settings.revision
    const ahead: string[] = []
    const changes = 15
    const watch = setInterval(() => {
      const { revision, values } = other.context.settings
      // The nth change sets the lifetime to 100 + n.
      const acted = values.ACCESS_TOKEN_LIFETIME - 100
      if (revision > start && acted < revision - start) ahead.push(`${revision - start}: ${acted}`)
    }, 1)
    for (let count = 1; count <= changes; count += 1) {
      await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 100 + count)
    }
    await expect
      .poll(() => other.context.settings.revision, { timeout: 3_000 })
      .toBe(start + changes)
    clearInterval(watch)
    await other.close()

    expect(ahead).toEqual([])
  })

  test('one whose settings are older is not current, and the report on health says so', async () => {
    const process = { id: 'silent', host: 'auth-2', pid: 7, version: '0.9.0', started_at: 0 }
    const seenAt = server.clock.now() - 20_000
    await server.context.db
      .insertInto('processes')
      .values({ ...process, seen_at: seenAt, settings_revision: -1 })
      .execute()

    const { body } = await send('GET', 'health/')
    const check = body.checks.find(({ id }: { id: string }) => id === 'processes')

    expect(body.processes).toMatchObject([
      { host: 'auth-2', pid: 7, unseen_seconds: 20, is_current: false },
      { is_this_process: true, is_current: true, version: body.version },
    ])
    expect(check.status).toBe('warn')
    expect(check.text).toContain('Different versions are serving: 0.9.0, ')
    expect(check.text).toContain('Process 7 on auth-2 was last seen 20 seconds ago.')
    expect(check.text).toContain('1 of 2 still use older settings.')
  })

  test('whoever may see the settings may see where they are in force', async () => {
    const viewer = await asBearer(server, await addStaff(server, 'constance.view_config'))

    const { status, body } = await viewer('GET', 'processes/')

    expect([status, body.count, body.count_is_exact]).toEqual([200, 1, true])
  })

  test('a process that cannot report itself serves on, and says so once', async () => {
    const complaints = () =>
      server.logLines.filter((line) => line.includes('could not report this process')).length
    await server.context.db.schema.dropTable('processes').execute()

    for (let renewal = 0; renewal < 2; renewal += 1) {
      server.clock.advance(10_000)
      await expect.poll(complaints, { timeout: 3_000 }).toBe(1)
    }
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 50)

    expect((await send('GET', 'settings/ACCESS_TOKEN_LIFETIME/')).status).not.toBe(500)
    expect(server.context.settings.values.ACCESS_TOKEN_LIFETIME).toBe(50)
  })
})

const byNumber = (one: number, other: number) => one - other

async function seenAt({ context }: TestServer, pid: number): Promise<number> {
  const row = await context.db
    .selectFrom('processes')
    .select('seen_at')
    .where('pid', '=', pid)
    .executeTakeFirstOrThrow()
  return row.seen_at
}

function ownOf(processes: readonly Process[]): Process | undefined {
  return processes.find((process) => process.is_this_process)
}

async function countRows(server: TestServer): Promise<number> {
  const rows = await server.context.db.selectFrom('processes').select('id').execute()
  return rows.length
}
