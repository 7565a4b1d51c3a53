import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addUser, password } from '../support/people.ts'
import { logIn } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import type { Answer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const minute = 60_000
const newPassword = 'staple battery horse'
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }

describe.each(databases)('a flood of requests for emails on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let count = 0

  beforeAll(async () => {
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    await setSetting(server, 'EMAIL_VERIFICATION', 'required')
    await setSetting(server, 'EMAIL_LOGIN', 'code')
  })
  beforeEach(async () => {
    server.clock.advance(61 * minute)
    await setSetting(server, 'EMAILS_PER_HOUR', 2)
    await setSetting(server, 'EMAILS_PER_RECIPIENT', undefined)
  })

  const stranger = () => {
    count += 1
    return `stranger${count}@example.org`
  }
  const register = (email: string) => server.post('/api/register/', { email, password })
  const reset = (email: string) => server.post('/api/password/reset/', { email })
  const askForCode = (email: string) => server.post('/api/login/email/', { email })
  const confirm = (proof: object) =>
    server.post('/api/password/reset/confirm/', { password: newPassword, ...proof })

  async function inTurn(requests: number, send: (index: number) => Promise<Answer>) {
    const statuses: number[] = []
    for (let index = 0; index < requests; index += 1) statuses.push((await send(index)).status)
    return statuses
  }

  test('to strangers is refused beyond the total, the same for every address, and stops no reset', async () => {
    const owner = await addUser(server)
    await server.context.db
      .updateTable('users')
      .set({ email_verified_at: 1 })
      .where('id', '=', owner.id)
      .execute()
    const { accessToken } = await logIn(server, owner)
    const within = await inTurn(2, () => register(stranger()))
    const free = await register(stranger())
    const taken = await register(owner.email)
    const bearer = { authorization: `Bearer ${accessToken}` }
    const change = await server.post('/api/me/email/', { email: stranger() }, bearer)
    const malformed = await server.post('/api/register/', { email: [owner.email], password })
    const asked = await reset(owner.email)

    expect(within).toEqual([202, 202])
    expect([free.status, taken.status, change.status, malformed.status]).toEqual([
      503, 503, 503, 400,
    ])
    expect(taken.body).toEqual(free.body)
    expect(Number(taken.headers.get('retry-after'))).toBeGreaterThan(60)
    const { code } = await mailbox.next(owner.email)
    expect((await confirm({ ticket: asked.body.ticket, code })).status).toBe(200)
    server.clock.advance(61 * minute)
    expect((await register(stranger())).status).toBe(202)
  })

  test('for accounts and nobodies gets the same responses, and stops no reset either', async () => {
    const [first, second, owner] = [
      await addUser(server),
      await addUser(server),
      await addUser(server),
    ]
    const nobodies = await inTurn(6, (index) => reset(`nobody${index % 3}@example.com`))
    const codes = await inTurn(4, () => askForCode(stranger()))
    const spent = [await askForCode(first.email), await askForCode(second.email)]
    const beyond = await askForCode(owner.email)
    server.clock.advance(2 * minute)
    const asked = await reset(owner.email)
    const { code } = await mailbox.next(owner.email)

    for (const status of [...nobodies, ...codes, ...spent.map((each) => each.status)]) {
      expect(status).toBe(202)
    }
    expect([beyond.status, asked.status]).toEqual([202, 202])
    expect((await confirm({ ticket: asked.body.ticket, code })).status).toBe(200)
    expect(mailbox.countFor(first.email)).toBe(1)
    // The notice of the new password comes besides; the code to log in with did not.
    await mailbox.next(owner.email)
    expect(mailbox.countFor(owner.email)).toBe(2)
  })

  test('for one victim leaves a reset, and no more than five emails in an hour', async () => {
    await setSetting(server, 'EMAILS_PER_HOUR', 0)
    const { email } = await addUser(server)
    for (let minutes = 0; minutes < 8; minutes += 1) {
      await askForCode(email)
      await register(email)
      server.clock.advance(minute)
    }
    await askForCode(email)
    const asked = await reset(email)
    await expect.poll(() => mailbox.countFor(email)).toBe(5)
    await inTurn(4, () => {
      server.clock.advance(minute)
      return reset(email)
    })
    const message = mailbox.received.find(
      ({ recipients, subject }) => recipients.includes(email) && /password/i.test(subject),
    )

    expect((await confirm({ ticket: asked.body.ticket, code: message?.code })).status).toBe(200)
    expect(mailbox.countFor(email)).toBeLessThanOrEqual(6)
  })

  test('for one victim never leaves the owner without a link that works', async () => {
    await setSetting(server, 'EMAILS_PER_HOUR', 0)
    const { email } = await addUser(server)
    const links: string[] = []
    for (let count = 0; count < 5; count += 1) {
      server.clock.advance(minute)
      await reset(email)
      links.push((await mailbox.next(email)).link ?? '')
    }
    server.clock.advance(minute)
    await reset(email)
    const use = (link = '') => confirm({ token: link.slice(link.indexOf('#') + 1) })
    server.clock.advance(50 * minute)

    expect(await use(links[3])).toMatchObject(invalid)
    expect((await use(links[4])).status).toBe(200)
    expect(mailbox.countFor(email)).toBeLessThanOrEqual(6)
  })

  test('of guesses ends after 25 in an hour, however many codes there are; the link works', async () => {
    await setSetting(server, 'EMAILS_PER_HOUR', 0)
    await setSetting(server, 'EMAILS_PER_RECIPIENT', 100)
    const { email } = await addUser(server)
    const requested = async () => {
      server.clock.advance(minute)
      const { body } = await reset(email)
      return { ticket: body.ticket, ...(await mailbox.next(email)) }
    }
    for (let codes = 0; codes < 6; codes += 1) {
      const { ticket } = await requested()
      await inTurn(4, () => confirm({ ticket, code: '00000000' }))
    }
    const twentyFifth = await requested()
    const { ticket, code, link = '' } = twentyFifth
    await confirm({ ticket, code: '00000000' })
    const token = link.slice(link.indexOf('#') + 1)

    expect(await confirm({ ticket, code })).toMatchObject(invalid)
    expect((await confirm({ token })).status).toBe(200)
  })
})
