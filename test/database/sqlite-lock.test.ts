import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { environmentOn, runnerOn } from '../support/latchkey.ts'
import { addUser, password } from '../support/people.ts'
import { createSession, logIn, refresh, type Session } from '../support/sessions.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
let session: Session
let other: SqliteDatabase.Database

beforeEach(async () => {
  server = await startTestServer({ database: 'sqlite' })
  session = await createSession(server)
  other = new SqliteDatabase(server.database.url.slice('sqlite:'.length))
})
afterEach(async () => {
  other.close()
  await server.close()
})

/** Whether it is still under way. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol()
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending
}

test('a commit is on the disk before it is acknowledged', async () => {
  const pragma = async (name: string) =>
    (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(server.context.db)).rows[0]

  expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' })
  // FULL: with NORMAL, a loss of power takes the last commits of the log along.
  expect(await pragma('synchronous')).toEqual({ synchronous: 2 })
})

test('while another process writes, who writes waits and everybody else is served', async () => {
  const administrator = await addUser(server)
  other.exec('begin immediate')
  const writing = [
    refresh(server, session.refreshToken),
    server.post('/api/login/', { email: administrator.email, password }),
    server.post('/api/register/', { email: 'new@example.com', password }),
  ]
  const authorization = { authorization: `Bearer ${session.accessToken}` }
  const served = [
    await server.get('/livez'),
    await server.get('/.well-known/jwks.json'),
    await server.get('/api/me/', authorization),
  ]
  const isWaiting = await Promise.all(writing.map(isPending))
  other.exec('commit')
  const written = await Promise.all(writing)

  expect(served.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(isWaiting).toEqual([true, true, true])
  expect(written.map(({ status }) => status)).toEqual([200, 200, 201])
})

test('who waits for too long gets 503, and nothing is consumed', async () => {
  const [first, second] = [session, await logIn(server, session)]
  other.exec('begin immediate')
  const answers = await Promise.all([
    refresh(server, first.refreshToken),
    refresh(server, second.refreshToken),
    server.post('/api/register/', { email: 'new@example.com', password }),
  ])
  other.exec('commit')

  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
  expect((await refresh(server, first.refreshToken)).status).toBe(200)
  expect((await refresh(server, second.refreshToken)).status).toBe(200)
})

test('a command waits for the server that writes, and does its work', async () => {
  const latchkey = runnerOn(environmentOn(server.database.url))
  other.exec('begin immediate')
  const command = latchkey(`users deactivate ${session.email} --reason left`)
  setTimeout(() => other.exec('commit'), 1_000)

  expect((await command).exit).toBe(0)
})
