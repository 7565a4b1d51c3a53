import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { flushActivity } from '../../src/features/activity/flush-activity.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { asBearer, type Send } from '../support/admin-api.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { createSession, logIn, refreshed } from '../support/sessions.ts'
import { insertSessionFor } from '../support/state.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe.each(databases)('active users on %s', (database) => {
  let server: TestServer
  let superuser: User
  let send: Send

  beforeEach(async () => {
    server = await startTestServer({ database, env: { ACCESS_TOKEN_LIFETIME: '86400' } })
    superuser = await addSuperuser(server)
    send = await asBearer(server, superuser)
    await flushActivity(server.context)
    // The administrator's own log-in is not what these tests are about.
    await server.context.db.deleteFrom('user_activity').execute()
    await server.context.db.deleteFrom('activity_hours').execute()
  })
  afterEach(() => server.close())

  async function readStats(query: string) {
    await flushActivity(server.context)
    const { body } = await send('GET', `stats/?${query}`)
    return body
  }

  async function activeUsersOf(query: string): Promise<number[]> {
    const { series } = await readStats(query)
    return series.map(({ active_users: count }: { active_users: number }) => count)
  }

  test('a user counts once an hour and once a day, however often they refresh', async () => {
    let { refreshToken } = await createSession(server)
    for (const pause of [minute, minute, hour, minute]) {
      server.clock.advance(pause)
      refreshToken = await refreshed(server, refreshToken)
      await flushActivity(server.context)
    }

    expect((await activeUsersOf('range=24h')).slice(-3)).toEqual([0, 1, 1])
    expect((await activeUsersOf('range=7d')).slice(-2)).toEqual([0, 1])
  })

  test('two nodes count the same user once', async () => {
    const other = await startTestServer({
      database,
      besides: server,
      env: { ACCESS_TOKEN_LIFETIME: '86400' },
    })
    const sessions = await Promise.all(Array.from({ length: 20 }, () => createSession(server)))
    await Promise.all(sessions.map(({ refreshToken }) => refreshed(other, refreshToken)))
    const first = flushActivity(server.context)
    // On SQLite nodes are processes; within one the second would wait for the first in vain.
    if (database === 'sqlite') await first
    await Promise.all([first, flushActivity(other.context)])

    const hours = await activeUsersOf('range=24h')
    const days = await activeUsersOf('range=7d')
    await other.close()

    expect([hours.at(-1), days.at(-1)]).toEqual([20, 20])
  })

  test('days begin at midnight in UTC', async () => {
    server.clock.advance(day - minute)
    send = await asBearer(server, superuser)
    const { refreshToken } = await createSession(server)
    server.clock.advance(2 * minute)
    await refreshed(server, refreshToken)

    expect((await activeUsersOf('range=7d')).slice(-3)).toEqual([0, 2, 1])
    expect((await activeUsersOf('range=24h')).slice(-3)).toEqual([0, 2, 1])
  })

  test('the cards count who was active in the last 24 hours, 7 days and 30 days', async () => {
    const counts: number[][] = []
    server.clock.advance(hour)
    await createSession(server)
    for (const pause of [0, 23 * hour, hour, 6 * day, 23 * day]) {
      server.clock.advance(pause)
      send = await asBearer(server, superuser)
      const { cards } = await readStats('range=24h')
      counts.push([cards.active_users.day, cards.active_users.week, cards.active_users.month])
    }

    // The administrator is one of them, who logs in anew each time.
    expect(counts).toEqual([
      [2, 2, 2],
      [2, 2, 2],
      [1, 2, 2],
      [1, 1, 2],
      [1, 1, 1],
    ])
  })

  test('many at once are counted one by one', async () => {
    const people = await Promise.all(Array.from({ length: 130 }, () => addUser(server)))
    for (const { id } of people) {
      const token = randomUUID()
      await insertSessionFor(server, id, token)
      await refreshed(server, token)
    }

    expect((await activeUsersOf('range=24h')).at(-1)).toBe(130)
  })

  test('a user who is gone meanwhile keeps nobody else from being counted', async () => {
    const gone = await createSession(server)
    await createSession(server)
    await server.context.db.deleteFrom('users').where('id', '=', gone.id).execute()

    expect((await activeUsersOf('range=24h')).at(-1)).toBe(1)
  })

  test('what cannot be written now is written later, once', async () => {
    const { db } = server.context
    await createSession(server)
    await sql`alter table user_activity rename to away`.execute(db)
    await expect(flushActivity(server.context)).rejects.toThrow()
    await sql`alter table away rename to user_activity`.execute(db)
    await flushActivity(server.context)

    expect((await activeUsersOf('range=24h')).at(-1)).toBe(1)
  })

  test('a user shows when they were last active, to the hour', async () => {
    const person = await addUser(server)
    const { body: before } = await send('GET', `users/${person.id}/`)
    server.clock.advance(30 * minute)
    const { refreshToken } = await logIn(server, person)
    const { body: afterLogin } = await send('GET', `users/${person.id}/`)
    server.clock.advance(2 * hour)
    await refreshed(server, refreshToken)
    await flushActivity(server.context)
    const { body: afterRefresh } = await send('GET', `users/${person.id}/`)

    expect([before, afterLogin, afterRefresh].map((body) => body.last_active_at)).toEqual([
      null,
      '2030-01-01T00:30:00.000Z',
      '2030-01-01T02:30:00.000Z',
    ])
  })
})
