import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { password } from '../support/people.ts'
import {
  createSession,
  logIn,
  logOut,
  refresh,
  refreshed,
  type Session,
} from '../support/sessions.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
let session: Session

beforeEach(async () => {
  server = await startTestServer({ database: 'sqlite' })
  session = await createSession(server)
})
afterEach(() => server.close())

// Fills the free places of the pages that are there.
const wide = { 'user-agent': 'x'.repeat(400) }

/** From now on the file cannot grow, as on a full disk. */
async function fillDisk(): Promise<void> {
  await sql`create table ballast (content text)`.execute(server.context.db)
  await sql`pragma max_page_count = 1`.execute(server.context.db)
  for (;;) {
    try {
      await sql`insert into ballast values (hex(randomblob(500)))`.execute(server.context.db)
    } catch {
      return
    }
  }
}

async function freeDisk(): Promise<void> {
  await sql`pragma max_page_count = 1073741823`.execute(server.context.db)
}

test('on a full disk, what must be written is refused with 503 and leaves nothing half done', async () => {
  await fillDisk()
  const answers = []
  for (let round = 0; round < 20; round += 1) {
    const email = `crowd-${round}@example.com`
    answers.push(await server.post('/api/register/', { email, password }, wide))
  }
  const refused = answers.filter(({ status }) => status === 503)

  expect(refused.length).toBeGreaterThan(0)
  expect(answers.every(({ status }) => status === 503 || status === 201)).toBe(true)
  for (const answer of refused) {
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.body).toEqual({ detail: expect.any(String) })
  }
  await freeDisk()
  for (const [round, answer] of answers.entries()) {
    const again = await server.post('/api/register/', {
      email: `crowd-${round}@example.com`,
      password,
    })
    expect(again.status).toBe(answer.status === 201 ? 400 : 201)
  }
})

test('a refresh on a full disk consumes nothing: the retry succeeds', async () => {
  const previous = await refreshed(server, session.refreshToken)
  await fillDisk()
  const full = await refresh(server, previous)
  await freeDisk()
  server.clock.advance(60_000)

  expect([200, 503]).toContain(full.status)
  const live = full.status === 200 ? full.body.refresh_token : previous
  expect((await refresh(server, live)).status).toBe(200)
})

test('reading goes on, and so does the service afterwards', async () => {
  await fillDisk()
  const me = await server.get('/api/me/', { authorization: `Bearer ${session.accessToken}` })
  await logOut(server, session.refreshToken)
  await freeDisk()

  expect(me.status).toBe(200)
  expect((await refresh(server, (await logIn(server, session)).refreshToken)).status).toBe(200)
})
