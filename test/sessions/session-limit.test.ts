import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addUser } from '../support/people.ts'
import { logIn, refresh, refreshed } from '../support/sessions.ts'
import { endReasonsOf, setSetting } from '../support/state.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const day = 86_400_000

describe.each(databases)('MAX_SESSIONS_PER_USER on %s', (database) => {
  let server: TestServer

  beforeEach(async () => {
    server = await startTestServer({ database })
  })
  afterEach(() => server.close())

  test('a session that is dead by age takes no slot from a valid one', async () => {
    await setSetting(server, 'SESSION_MAX_LIFETIME', 7 * 86_400)
    await setSetting(server, 'MAX_SESSIONS_PER_USER', 2)
    const person = await addUser(server)
    const first = await logIn(server, person)
    server.clock.advance(5 * day)
    const second = await logIn(server, person)
    server.clock.advance(day)
    await refreshed(server, first.refreshToken)
    server.clock.advance(2 * day)

    await logIn(server, person)

    expect(await endReasonsOf(server, person.id)).toEqual([null, null, null])
    expect((await refresh(server, second.refreshToken)).status).toBe(200)
  })
})
