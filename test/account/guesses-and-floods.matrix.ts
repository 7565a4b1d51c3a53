import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { addUser, password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createSession } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { createTestDatabase, databases } from '../support/test-database.ts'
import { type Answer, startTestServer, type TestServer } from '../support/test-server.ts'

const newPassword = 'staple battery horse'
const minute = 60_000
const hour = 60 * minute
// FLOOD_SIZE=10000 takes ten minutes.
const floodSize = Number(process.env['FLOOD_SIZE'] ?? 1_000)
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }
const wrong = (index: number) => String(10_000_000 + index)

describe.each(databases)('guesses and floods over two nodes on %s', (database) => {
  let mailbox: Mailbox
  let server: TestServer
  let node: TestServer

  beforeAll(async () => {
    mailbox = await openMailbox()
    const env = {
      ...mailbox.environment,
      TRUSTED_PROXIES: '127.0.0.1',
    }
    server = await startTestServer({ database, env })
    node = await startTestServer({ database, env, besides: server })
  })
  afterAll(async () => {
    await node.close()
    await server.close()
    await mailbox.close()
  })

  const nodeOf = (index: number) => (index % 2 === 0 ? server : node)
  const reset = (email: string, address: string, at = server) =>
    at.post('/api/password/reset/', { email }, { 'x-forwarded-for': address })
  const confirm = (proof: object, at = server) =>
    at.post('/api/password/reset/confirm/', { password: newPassword, ...proof })

  async function requested(address: string) {
    server.clock.advance(2 * minute)
    const { id, email } = await addUser(server)
    const { body } = await reset(email, address)
    const { code, link = '' } = await mailbox.next(email)
    return { id, email, ticket: body.ticket, code, token: link.slice(link.indexOf('#') + 1) }
  }

  /** So many at once, as many as sockets allow. */
  async function flood(send: (index: number) => Promise<Answer>, size = floodSize) {
    const statuses = new Map<number, number>()
    for (let start = 0; start < size; start += 100) {
      const answers = await Promise.all(
        Array.from({ length: Math.min(100, size - start) }, (_, index) => send(start + index)),
      )
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    return statuses
  }

  const countRows = async (table: 'verifications' | 'emails' | 'request_limits') => {
    const count = server.context.db.fn.countAll<number>().as('count')
    const query = server.context.db.selectFrom(table).select(count)
    return Number((await query.executeTakeFirstOrThrow()).count)
  }

  test('of 1,000 simultaneous guesses of a code five are checked, and the link works', async () => {
    const { id, ticket, code, token } = await requested('198.51.100.1')
    const guesses = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        confirm({ ticket, code: wrong(index) }, nodeOf(index)),
      ),
    )
    const right = await confirm({ ticket, code })
    const { attempts } = await server.context.db
      .selectFrom('verifications')
      .select('attempts')
      .where('user_id', '=', id)
      .executeTakeFirstOrThrow()

    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([400]))
    expect(right).toMatchObject(invalid)
    expect(attempts).toBe(5)
    expect((await confirm({ token })).status).toBe(200)
  })

  test('of 32 simultaneous uses of a code one succeeds', async () => {
    const { ticket, code } = await requested('198.51.100.2')
    const uses = await Promise.all(
      Array.from({ length: 32 }, (_, index) => confirm({ ticket, code }, nodeOf(index))),
    )

    expect(uses.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  // In a shorter flood the clock outruns the delivery.
  test.runIf(floodSize >= 10_000)(
    `${floodSize} requests for one victim are five emails, whose link works`,
    async () => {
      server.clock.advance(2 * hour)
      const { email } = await createSession(server)
      const statuses = await flood((index) => {
        // Over 50 minutes.
        if (index % (floodSize / 50) === 0) server.clock.advance(minute)
        return reset(email, `192.0.${index % 250}.${Math.floor(index / 250)}`, nodeOf(index))
      })
      const last = await reset(email, '198.51.100.3')
      await expect.poll(() => mailbox.countFor(email)).toBe(5)
      const done: number[] = []
      // In any order, and again where the clock outran the claim of a node.
      for (const { recipients, link = '' } of mailbox.received) {
        if (!recipients.includes(email)) continue
        done.push((await confirm({ token: link.slice(link.indexOf('#') + 1) })).status)
      }

      expect(statuses).toEqual(new Map([[202, floodSize]]))
      expect(last.status).toBe(202)
      expect(done.filter((status) => status === 200)).toHaveLength(1)
      // And the notice of the new password.
      await expect.poll(() => mailbox.countFor(email)).toBe(6)
    },
    hour,
  )

  test(
    `${floodSize} addresses from one client are 30 requests`,
    async () => {
      server.clock.advance(2 * hour)
      const before = await countRows('verifications')
      const statuses = await flood((index) =>
        reset(`nobody${index}@example.org`, '203.0.113.9', nodeOf(index)),
      )

      expect(statuses).toEqual(
        new Map([
          [202, 30],
          [429, floodSize - 30],
        ]),
      )
      expect((await countRows('verifications')) - before).toBeLessThanOrEqual(30)
    },
    hour,
  )

  test(
    `${floodSize} addresses of users and nobodies from as many clients block no owner, and are forgotten`,
    async () => {
      server.clock.advance(2 * hour)
      await setSetting(server, 'EMAILS_PER_HOUR', 50)
      const known = [await addUser(server), await addUser(server), await addUser(server)]
      const statuses = await flood((index) => {
        const address = known[index % 6]?.email ?? `nobody${index}@example.org`
        return reset(address, `192.1.${index % 250}.${Math.floor(index / 250)}`, nodeOf(index))
      })
      const { ticket, code } = await requested('198.51.100.4')
      const done = await confirm({ ticket, code })
      server.clock.advance(26 * hour)
      const left = async () =>
        (await countRows('verifications')) +
        (await countRows('emails')) +
        (await countRows('request_limits'))

      expect(statuses).toEqual(new Map([[202, floodSize]]))
      expect(done.status).toBe(200)
      await expect.poll(left, { interval: 2_000, timeout: 10 * minute }).toBeLessThan(100)
    },
    hour,
  )
})

describe.each(databases)('a guess of a code stays counted on %s', (database) => {
  test('when the use of the code is rolled back', async () => {
    const server = await startTestServer({ database })
    await setSetting(server, 'EMAIL_VERIFICATION', 'required')
    const email = 'late@example.com'
    const { body } = await server.post('/api/register/', { email, password })
    const { code } = server.logLines
      .map((line) => JSON.parse(line))
      .find(({ event }) => event === 'email.kept')
    const { id } = await addUser(server, { email })
    const use = () => server.post('/api/register/confirm/', { ticket: body.ticket, code })
    // The address was taken meanwhile, which is found out in the transaction of the use.
    for (let uses = 0; uses < 5; uses += 1) expect(await use()).toMatchObject(invalid)
    await server.context.db.deleteFrom('users').where('id', '=', id).execute()

    expect(await use()).toMatchObject(invalid)
    await server.close()
  })

  test(
    'when the server is killed',
    async () => {
      const testDatabase = await createTestDatabase(database)
      const start = () => startServerProcess({ DATABASE_URL: testDatabase.url })
      const guess = ({ post }: ServerProcess, ticket: string, code: string) =>
        post('/api/password/reset/confirm/', { ticket, code, password: newPassword })
      let server = await start()
      const email = 'ann@example.com'
      await server.post('/api/register/', { email, password })
      const { body } = await server.post('/api/password/reset/', { email })
      await expect.poll(() => server.lines.some((line) => line.includes('email.kept'))).toBe(true)
      const kept = server.lines.find((line) => line.includes('email.kept')) ?? ''
      const { code } = JSON.parse(kept)
      for (let kills = 0; kills < 5; kills += 1) {
        expect((await guess(server, body.ticket, wrong(kills))).status).toBe(400)
        await server.stop('SIGKILL')
        server = await start()
      }

      expect(await guess(server, body.ticket, code)).toMatchObject(invalid)
      await server.stop('SIGKILL')
      await testDatabase.drop()
    },
    hour,
  )
})
