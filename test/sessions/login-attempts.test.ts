import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { addUser, password } from '../support/people.ts'
import { logIn, refresh } from '../support/sessions.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/test-server.ts'

const minute = 60_000

describe.each(databases)('on %s', (database) => {
  let server: TestServer
  let person: User

  beforeEach(async () => {
    server = await startTestServer({
      database,
      env: {
        LOGIN_MAX_FAILURES: '5',
        LOGIN_MAX_FAILURES_PER_ADDRESS: '12',
        LOGIN_LOCKOUT_DURATION: '15m',
        TRUSTED_PROXIES: '127.0.0.1',
      },
    })
    person = await addUser(server)
  })
  afterEach(() => server.close())

  const attempt = (email: string, password: string, address = '203.0.113.1', node = server) =>
    node.post('/api/login/', { email, password }, { 'x-forwarded-for': address })
  const guess = (address?: string, node = server) => attempt(person.email, 'wrong', address, node)
  const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status)

  test('a burst of parallel guesses gains none, and then the right password is refused too', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess()))
    const permission = await attempt(person.email, password)

    expect(statuses(answers).filter((status) => status === 400)).toHaveLength(5)
    expect(statuses(answers).filter((status) => status === 429)).toHaveLength(7)
    expect(permission.status).toBe(429)
  })

  test('a lock from a clock that was ahead ends when the clock is right again', async () => {
    server.clock.set(24 * 60 * 60_000)
    for (let count = 0; count < 6; count += 1) await guess()
    const ahead = await attempt(person.email, password)
    await server.maintain()
    server.clock.set(-24 * 60 * 60_000)
    // The lease for the work in the background is held until tomorrow.
    const other = await startTestServer({ database, besides: server })
    await other.maintain()

    expect(ahead.status).toBe(429)
    expect((await attempt(person.email, password)).status).toBe(200)
    await other.close()
  })

  test('where one failure is allowed, simultaneous logins with the right password all succeed in turn', async () => {
    const besides = await startTestServer({
      database,
      besides: server,
      env: { LOGIN_MAX_FAILURES: '1', LOGIN_MAX_FAILURES_PER_ADDRESS: '0' },
    })
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => attempt(person.email, password, undefined, besides)),
      )
      expect(new Set(statuses(answers))).toEqual(new Set([200]))
    }
    await besides.close()
  })

  test('more simultaneous logins with the right password than failures are allowed all succeed, on two nodes', async () => {
    const env = { LOGIN_MAX_FAILURES: '5', LOGIN_MAX_FAILURES_PER_ADDRESS: '12' }
    const besides = await startTestServer({ database, besides: server, env })

    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        attempt(person.email, password, undefined, index % 2 === 0 ? server : besides),
      ),
    )

    expect(new Set(statuses(answers))).toEqual(new Set([200]))
    await besides.close()
  })

  test('attempts that a crash left under way count no more after a while', async () => {
    await guess()
    await server.context.db
      .updateTable('login_attempts')
      .set({ failures: 5, in_flight: 5 })
      .where('subject', 'like', 'account:%')
      .execute()
    server.clock.advance(minute)

    expect((await attempt(person.email, password)).status).toBe(200)
  })

  test('a lockout leaves one audit entry, for an email without a user as well', async () => {
    for (const email of [person.email, 'nobody@example.com']) {
      for (let failure = 0; failure < 6; failure += 1) await attempt(email, 'wrong')
    }

    const entries = await server.context.db
      .selectFrom('audit_events')
      .select(['actor', 'object_type', 'object_id', 'result'])
      .where('action', '=', 'auth.lockout')
      .orderBy('id')
      .execute()
    expect(entries).toEqual([
      { actor: person.email, object_type: 'user', object_id: String(person.id), result: 'failure' },
      { actor: 'nobody@example.com', object_type: null, object_id: null, result: 'failure' },
    ])
  })

  test('attempts on a locked user leave the budget of the address to its honest neighbors', async () => {
    for (let failure = 0; failure < 40; failure += 1) await guess('203.0.113.1')
    const neighbor = await addUser(server)

    expect((await attempt(neighbor.email, password, '203.0.113.1')).status).toBe(200)
  })

  test('a refusal says when to come back, and then the door is open', async () => {
    for (let failure = 0; failure < 5; failure += 1) await guess()
    server.clock.advance(5 * minute)
    const refused = await attempt(person.email, password)

    expect(refused.status).toBe(429)
    expect(refused.body).toEqual({ detail: expect.any(String) })
    expect(Number(refused.headers.get('retry-after'))).toBe(600)
    expect(refused.headers.get('ratelimit-policy')).toBe('"failed-logins";q=5;w=900')
    expect(refused.headers.get('ratelimit')).toBe('"failed-logins";r=0;t=600')
    server.clock.advance(10 * minute)
    expect((await attempt(person.email, password)).status).toBe(200)
  })

  test('no spelling, form, node, or restart brings another guess', async () => {
    const besides = await startTestServer({
      database,
      besides: server,
      env: { LOGIN_MAX_FAILURES: '5', TRUSTED_PROXIES: '127.0.0.1' },
    })
    await guess()
    await attempt(person.email.toUpperCase(), 'wrong', '203.0.113.2')
    await attempt(` ${person.email} `, 'wrong', '203.0.113.3')
    await guess('203.0.113.4', besides)
    await server.send('POST', '/api/login/', {
      body: new URLSearchParams({ email: person.email, password: 'wrong' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })

    const answers = [
      await guess('203.0.113.5'),
      await guess('203.0.113.6', besides),
      await attempt(person.email.toUpperCase(), 'wrong', '203.0.113.7'),
    ]
    expect(statuses(answers)).toEqual([429, 429, 429])
    await besides.close()
  })

  test('an account that does not exist locks in the same way', async () => {
    const answers: Answer[] = []
    for (let failure = 0; failure < 6; failure += 1) {
      answers.push(await attempt('nobody@example.com', 'wrong'))
    }

    expect(statuses(answers)).toEqual([400, 400, 400, 400, 400, 429])
  })

  test('the failures of one address are counted over all accounts', async () => {
    const answers: Answer[] = []
    for (let failure = 0; failure < 13; failure += 1) {
      answers.push(await attempt(`nobody-${failure}@example.com`, 'wrong'))
    }

    expect(statuses(answers).at(-2)).toBe(400)
    expect(statuses(answers).at(-1)).toBe(429)
    expect((await attempt(person.email, password)).status).toBe(429)
    expect((await attempt(person.email, password, '203.0.113.9')).status).toBe(200)
  })

  test('own successes between the guesses do not clear the count of the address', async () => {
    const own = await addUser(server)
    const answers: Answer[] = []
    for (let round = 0; round < 13; round += 1) {
      answers.push(await attempt(`nobody-${round}@example.com`, 'wrong'))
      await attempt(own.email, password)
    }

    expect(answers.at(-1)?.status).toBe(429)
  })

  test('a success gives the account its attempts back', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let failure = 0; failure < 3; failure += 1) await guess(`203.0.113.${round}`)
      expect((await attempt(person.email, password)).status).toBe(200)
    }
  })

  test('IPv6 addresses of one /64 are one address, and those of another are not', async () => {
    for (let failure = 0; failure < 12; failure += 1) {
      await attempt(
        `nobody-${failure}@example.com`,
        'wrong',
        `2001:db8:1:2::${failure.toString(16)}`,
      )
    }

    const sameNetwork = await attempt(person.email, password, '2001:DB8:1:2:ffff:0:0:1')
    const otherNetwork = await attempt(person.email, password, '2001:db8:1:3::1')
    expect(statuses([sameNetwork, otherNetwork])).toEqual([429, 200])
  })

  test('what a client writes into X-Forwarded-For itself is not believed', async () => {
    for (let failure = 0; failure < 13; failure += 1) {
      await attempt(`nobody-${failure}@example.com`, 'wrong', `198.51.100.${failure}, 203.0.113.1`)
    }

    expect((await attempt(person.email, password, '1.2.3.4, 203.0.113.1')).status).toBe(429)
  })

  test('a live session of the victim keeps refreshing while an attacker burns the limit', async () => {
    const session = await logIn(server, person)
    for (let failure = 0; failure < 8; failure += 1) await guess()

    expect((await refresh(server, session.refreshToken)).status).toBe(200)
  })

  test('no address and no email is kept in the counters but hashed, or a network', async () => {
    await guess()
    const rows = await server.context.db.selectFrom('login_attempts').select('subject').execute()

    expect(rows.map(({ subject }) => subject).join()).not.toContain('person')
  })
})

test('a database that cannot count refuses the log-in', async () => {
  const server = await startTestServer({ database: 'sqlite' })
  const person = await addUser(server)
  await server.context.db.schema.dropTable('login_attempts').execute()

  const { status, body } = await server.post('/api/login/', {
    email: person.email,
    password,
  })

  expect(status).toBeGreaterThanOrEqual(500)
  expect(JSON.stringify(body)).not.toContain('login_attempts')
  await server.close()
})
