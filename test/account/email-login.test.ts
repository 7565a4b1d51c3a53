import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deactivateUser } from '../../src/features/users/activate-user.ts'
import { addUser, operator, password } from '../support/people.ts'
import { logIn, refresh } from '../support/sessions.ts'
import { countEvents, endReasonsOf, setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { withMailServer } from '../support/with-server.ts'

const minute = 60_000
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }

describe.each(databases)('login by email on %s', (database) => {
  const { server, mailbox } = withMailServer(database)

  beforeAll(async () => {
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    await setSetting(server, 'EMAIL_LOGIN', 'code')
  })
  beforeEach(() => server.clock.advance(2 * minute))

  const request = (email: string) => server.post('/api/login/email/', { email })
  const confirm = (proof: object) => server.post('/api/login/email/confirm/', proof)

  async function requested(user: { email: string }) {
    const { body } = await request(user.email)
    const { code, link } = await mailbox.next(user.email)
    return { proof: { ticket: body.ticket, code }, link }
  }

  async function addConfirmed() {
    const user = await addUser(server)
    await server.context.db
      .updateTable('users')
      .set({ email_verified_at: server.clock.now() })
      .where('id', '=', user.id)
      .execute()
    return user
  }

  test('a code opens a session, once; other sessions and the password stay', async () => {
    const user = await addConfirmed()
    const before = await logIn(server, user)
    const { proof, link } = await requested(user)
    const answers = await Promise.all(Array.from({ length: 16 }, () => confirm(proof)))
    const [opened] = answers.filter(({ status }) => status === 200)

    expect(link).toBeUndefined()
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await refresh(server, opened?.body.refresh_token)).status).toBe(200)
    expect((await refresh(server, before.refreshToken)).status).toBe(200)
    expect(await endReasonsOf(server, user.id)).toEqual([null, null])
    expect(await confirm(proof)).toMatchObject(invalid)
  })

  test('the first proof of the mailbox removes what somebody else set up', async () => {
    const user = await addUser(server)
    const squatter = await logIn(server, user)
    const { proof } = await requested(user)
    const opened = await confirm(proof)

    expect(opened.status).toBe(200)
    expect((await refresh(server, squatter.refreshToken)).status).toBe(400)
    expect((await server.post('/api/login/', { email: user.email, password })).status).toBe(400)
    expect((await refresh(server, opened.body.refresh_token)).status).toBe(200)
    expect(await countEvents(server, 'user.claim', user.id)).toBe(1)
  })

  test('every address gets the same response', async () => {
    const inactive = await addConfirmed()
    const target = { userId: inactive.id, reason: undefined, until: undefined }
    await deactivateUser(server.context, target, operator)
    const known = await addConfirmed()
    const answers = []
    const addresses = [known.email, inactive.email, 'nobody@example.com']
    for (const email of addresses) {
      const { status, headers, body } = await request(email)
      answers.push(JSON.stringify([status, [...headers.keys()].sort(), Object.keys(body)]))
    }
    await mailbox.next(known.email)

    expect(new Set(answers).size).toBe(1)
    expect(addresses.map((address) => mailbox.countFor(address))).toEqual([1, 0, 0])
  })

  test('a wrong code, an old one and one of a user who was deactivated open nothing', async () => {
    const user = await addConfirmed()
    const { proof } = await requested(user)
    expect(await confirm({ ...proof, code: '00000000' })).toMatchObject(invalid)
    server.clock.advance(10 * minute)
    expect(await confirm(proof)).toMatchObject(invalid)

    const next = await requested(user)
    const target = { userId: user.id, reason: undefined, until: undefined }
    await deactivateUser(server.context, target, operator)
    expect(await confirm(next.proof)).toMatchObject(invalid)
  })

  test('it does not exist while it is off', async () => {
    await setSetting(server, 'EMAIL_LOGIN', undefined)
    const user = await addConfirmed()

    expect((await request(user.email)).status).toBe(404)
    expect((await confirm({ ticket: 'x', code: '1' })).status).toBe(404)
    await setSetting(server, 'EMAIL_LOGIN', 'code')
  })
})
