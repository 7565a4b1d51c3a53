import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { environmentOn, runnerOn } from '../support/latchkey.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

describe.each(databases)('a server of two workers on %s', (kind) => {
  let database: TestDatabase
  let server: ServerProcess

  beforeEach(async () => {
    database = await createTestDatabase(kind)
    server = await startServerProcess({ DATABASE_URL: database.url, WORKERS: '2' })
  })
  afterEach(async () => {
    await server.stop('SIGKILL')
    await database.drop()
  })

  test('goes on serving when one is killed, and starts another', async () => {
    await expect.poll(() => readyWorkers(server).length).toBe(2)
    const [victim] = readyWorkers(server)

    process.kill(victim ?? 0, 'SIGKILL')
    await expect.poll(() => server.lines.some((line) => line.includes('"worker.died"'))).toBe(true)
    const answer = await fetch(`${server.origin}/readyz`)

    expect(answer.status).toBe(200)
    await expect.poll(() => readyWorkers(server).length).toBe(3)
  })

  test('stops as one with exit code 0', async () => {
    await expect.poll(() => readyWorkers(server).length).toBe(2)

    expect(await server.stop('SIGTERM')).toBe(0)
    await expect(fetch(`${server.origin}/livez`)).rejects.toThrow()
  })
})

test('workers that cannot start end the command with their exit code', async () => {
  const database = await createTestDatabase('sqlite')
  const occupant = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => occupant.once('listening', listening))
  const { port } = occupant.address() as { port: number }

  const latchkey = runnerOn({ ...environmentOn(database.url), HOST: '127.0.0.1' })
  const refused = await latchkey(`runserver --workers 2 --port ${port}`)
  occupant.close()
  await database.drop()

  expect(refused.exit).toBe(3)
  expect(refused.stderr).toContain(`Port ${port} is in use`)
})

/** The process ids of all workers that have ever been ready. */
function readyWorkers({ lines }: ServerProcess): number[] {
  return lines.filter((line) => line.includes('"server.ready"')).map((line) => JSON.parse(line).pid)
}
