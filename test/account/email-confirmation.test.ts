import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { asConsole } from '../support/admin-api.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { openMailbox, type ReceivedEmail } from '../support/mailbox.ts'
import { addStaff, addSuperuser, addUser, password } from '../support/people.ts'
import { logIn, refresh } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const otherPassword = 'staple battery horse'
const minute = 60_000
const day = 24 * 60 * minute
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }
const tokenOf = ({ link = '' }: ReceivedEmail) => link.slice(link.indexOf('#') + 1)
const bearer = ({ accessToken }: { accessToken: string }) => ({
  authorization: `Bearer ${accessToken}`,
})

describe.each(databases)('confirmation of addresses on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let node: TestServer
  let count = 0

  beforeAll(async () => {
    node = await startTestServer({ database, env: mailbox.environment, besides: server })
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    await setSetting(server, 'EMAIL_CHANGE', 'immediate')
  })
  beforeEach(() => server.clock.advance(2 * minute))
  afterEach(() => setSetting(server, 'EMAIL_VERIFICATION', undefined))
  afterAll(() => node.close())

  const newAddress = () => {
    count += 1
    return `person${count}@example.com`
  }
  const register = (email: string, at = server) => at.post('/api/register/', { email, password })
  const complete = (proof: object, at = server) => at.post('/api/register/confirm/', proof)
  const confirm = (proof: object, headers = {}) =>
    server.post('/api/email/confirm/', proof, headers)
  const login = (email: string, given = password) =>
    server.post('/api/login/', { email, password: given })
  const isVerified = async (email: string) => {
    const row = await server.context.db
      .selectFrom('users')
      .select('email_verified_at')
      .where('email', '=', email)
      .executeTakeFirst()
    return row?.email_verified_at !== null && row !== undefined
  }

  test('off: registration sends nothing and logs in as ever', async () => {
    const email = newAddress()

    expect((await register(email)).status).toBe(201)
    expect((await login(email)).status).toBe(200)
    expect(mailbox.countFor(email)).toBe(0)
  })

  test('staff see who is not confirmed, and send them the link', async () => {
    const root = await asConsole(server, await addSuperuser(server))
    const support = await asConsole(server, await addStaff(server, 'users.view_user'))
    const [user, gone] = [await addUser(server), await addUser(server, { isActive: false })]
    const unconfirmed = () => root('GET', `users/?email_verified=false&q=${user.email}`)
    const path = `users/${user.id}/send-confirmation/`
    const before = await unconfirmed()
    expect((await support('POST', path, {})).status).toBe(403)
    expect((await root('POST', `users/${gone.id}/send-confirmation/`, {})).status).toBe(409)
    expect((await root('POST', path, {})).status).toBe(200)
    const token = tokenOf(await mailbox.next(user.email))

    expect((await confirm({ token })).status).toBe(400)
    expect((await confirm({ token, password })).status).toBe(200)
    expect(await isVerified(user.email)).toBe(true)
    expect((await root('POST', path, {})).status).toBe(409)
    const emails = [
      before,
      await unconfirmed(),
      await root('GET', `users/?email_verified=true`),
    ].map(({ body }) => body.results.map(({ email }: User) => email))
    expect(emails).toEqual([[user.email], [], [user.email]])
  })

  describe('optional', () => {
    beforeEach(() => setSetting(server, 'EMAIL_VERIFICATION', 'optional'))

    test('a link with the password, or with the session, confirms the address once', async () => {
      const [first, second] = [newAddress(), newAddress()]
      expect((await register(first)).status).toBe(201)
      expect((await register(second)).status).toBe(201)
      const one = { token: tokenOf(await mailbox.next(first)) }
      const two = { token: tokenOf(await mailbox.next(second)) }
      const session = await logIn(server, { id: 0, email: second })
      const stranger = await logIn(server, await addUser(server))

      expect((await confirm(one)).body).toEqual({ password: ['This field is required.'] })
      expect((await confirm({ ...one, password: 'wrong' })).body).toEqual({
        password: ['This is not your password.'],
      })
      expect((await confirm(two, bearer(stranger))).status).toBe(400)
      expect(await isVerified(first)).toBe(false)
      expect((await confirm({ ...one, password })).body).toEqual({
        email: first,
        email_verified: true,
      })
      expect((await confirm(two, bearer(session))).status).toBe(200)
      expect([await isVerified(first), await isVerified(second)]).toEqual([true, true])
      expect(await confirm({ ...one, password })).toMatchObject(invalid)
      expect((await refresh(server, session.refreshToken)).status).toBe(200)
    })

    test('a code confirms it for whoever asked with their session', async () => {
      const user = await addUser(server)
      const session = await logIn(server, user)
      const { status, body } = await server.post('/api/email/confirm/send/', {}, bearer(session))
      const { code } = await mailbox.next(user.email)

      expect(status).toBe(202)
      expect(await confirm({ ticket: body.ticket, code: '00000000' })).toMatchObject(invalid)
      expect((await confirm({ ticket: body.ticket, code })).status).toBe(200)
      expect(await isVerified(user.email)).toBe(true)
    })

    test('another address is not confirmed, and a pending link is worthless for it', async () => {
      const user = await addUser(server)
      const session = await logIn(server, user)
      await server.post('/api/email/confirm/send/', {}, bearer(session))
      const token = tokenOf(await mailbox.next(user.email))
      const email = newAddress()
      await server.put('/api/me/', { email }, bearer(session))

      expect(await confirm({ token, password })).toMatchObject(invalid)
      expect(await isVerified(email)).toBe(false)
    })
  })

  describe('another email is told at the address before', () => {
    const toldOf = async ({ id }: User) => {
      const query = server.context.db.selectFrom('emails').select('recipient')
      const rows = await query
        .where('kind', '=', 'email_changed_undo')
        .where('user_id', '=', id)
        .execute()
      return rows.map(({ recipient }) => recipient)
    }
    const takeAddresses = async (user: User, addresses: readonly string[]) => {
      const session = await logIn(server, user)
      for (const email of addresses) {
        expect((await server.put('/api/me/', { email }, bearer(session))).status).toBe(200)
      }
    }
    const set = (user: User, columns: { email_verified_at?: number; created_at?: number }) =>
      server.context.db.updateTable('users').set(columns).where('id', '=', user.id).execute()

    test.each([
      ['a confirmed one', () => ({ email_verified_at: 1 })],
      ['one of an account older than a day', () => ({ created_at: server.clock.now() - day })],
    ])('%s, and no address taken on the way', async (_what, columns) => {
      const user = await addUser(server)
      await set(user, columns())
      await takeAddresses(user, [newAddress(), newAddress()])

      const { subject } = await mailbox.next(user.email)
      expect(subject).toBe('Your email address was changed')
      expect(await toldOf(user)).toEqual([user.email])
    })

    test('not one that a new account just took: it may be a stranger’s', async () => {
      const user = await addUser(server)
      await takeAddresses(user, [newAddress()])

      expect(await toldOf(user)).toEqual([])
    })
  })

  describe('required', () => {
    beforeEach(async () => {
      await setSetting(server, 'EMAIL_VERIFICATION', 'required')
      await node.context.settings.reload(node.context.db)
    })

    test('there is no account before the code, and one with the registered password after it', async () => {
      const email = newAddress()
      const { status, body } = await register(email)
      const { code } = await mailbox.next(email)
      const early = await login(email)
      const done = await complete({ ticket: body.ticket, code }, node)

      expect(status).toBe(202)
      expect(body).toEqual({ email, ticket: expect.any(String), expires_in: 600 })
      expect(early.status).toBe(400)
      expect(done).toMatchObject({ status: 201, body: { email } })
      expect((await login(email)).status).toBe(200)
      expect(await isVerified(email)).toBe(true)
      expect(await complete({ ticket: body.ticket, code })).toMatchObject(invalid)
    })

    test('the link alone never makes somebody else’s password valid', async () => {
      const email = newAddress()
      await register(email)
      const token = tokenOf(await mailbox.next(email))

      expect((await complete({ token })).body).toEqual({ password: ['This field is required.'] })
      expect((await complete({ token, password: 'short' })).body).toHaveProperty('password')
      expect((await complete({ token, password: otherPassword })).status).toBe(201)
      expect((await login(email)).status).toBe(400)
      expect((await login(email, otherPassword)).status).toBe(200)
    })

    test('a taken address gets the same response, and its owner a notice that opens nothing', async () => {
      const free = newAddress()
      const taken = (await addUser(server)).email
      const answers = [await register(free), await register(taken)]
      const notice = await mailbox.next(taken)
      const shapes = answers.map(({ status, headers, body }) => ({
        status,
        headers: [...headers.keys()].sort(),
        keys: Object.keys(body),
      }))

      expect(shapes[0]).toEqual(shapes[1])
      expect(notice.subject).toBe('You already have an account')
      expect([notice.code, notice.link]).toEqual([undefined, undefined])
      const guess = { ticket: answers[1]?.body.ticket, code: '12345678' }
      expect(await complete(guess)).toMatchObject(invalid)
    })

    test('of two registrations of one address, confirmed at once on two nodes, one wins', async () => {
      const email = newAddress()
      const first = await register(email)
      server.clock.advance(2 * minute)
      const second = await register(email, node)
      const codes = [await mailbox.next(email), await mailbox.next(email)].map(({ code }) => code)
      const answers = await Promise.all([
        complete({ ticket: first.body.ticket, code: codes[0] }),
        complete({ ticket: second.body.ticket, code: codes[1] }, node),
      ])

      expect(answers.map(({ status }) => status).sort()).toEqual([201, 400])
      expect((await login(email)).status).toBe(200)
    })

    test('who has an unconfirmed address learns so after the right password, and gets the message', async () => {
      const user = await addUser(server)
      const wrong = await login(user.email, 'wrong')
      const right = await login(user.email)
      const token = tokenOf(await mailbox.next(user.email))
      const done = await confirm({ token, password })

      expect(wrong).toMatchObject({ status: 400 })
      expect(right).toMatchObject({ status: 403 })
      expect(right.body.detail).toBe(
        'Confirm your email address first. We have sent you a message.',
      )
      expect(done.status).toBe(200)
      expect((await login(user.email)).status).toBe(200)
    })

    test('a reset confirms the address too', async () => {
      const user = await addUser(server)
      await server.post('/api/password/reset/', { email: user.email })
      const token = tokenOf(await mailbox.next(user.email))
      await server.post('/api/password/reset/confirm/', { token, password: otherPassword })

      expect((await login(user.email, otherPassword)).status).toBe(200)
    })

    test('no link or code is good for another kind of endpoint', async () => {
      const email = newAddress()
      const user = await addUser(server)
      const registered = await register(email)
      const registration = await mailbox.next(email)
      const reset = await server.post('/api/password/reset/', { email: user.email })
      const forgotten = await mailbox.next(user.email)
      const proofs = [
        { token: tokenOf(registration), password: otherPassword },
        { ticket: registered.body.ticket, code: registration.code, password: otherPassword },
      ]
      const resetProofs = [
        { token: tokenOf(forgotten), password: otherPassword },
        { ticket: reset.body.ticket, code: forgotten.code, password: otherPassword },
      ]
      for (const proof of proofs) {
        expect(await confirm(proof)).toMatchObject(invalid)
        expect(await server.post('/api/password/reset/confirm/', proof)).toMatchObject(invalid)
      }
      for (const proof of resetProofs) {
        expect(await confirm(proof)).toMatchObject(invalid)
        expect(await complete(proof)).toMatchObject(invalid)
      }
    })
  })
})

describe.skipIf(!chromiumPath)('the pages of links that confirm', () => {
  const openContext = withBrowser()

  test('take the password, and are accessible in every look', async () => {
    const mailbox = await openMailbox()
    const env = mailbox.environment
    const server = await startTestServer({ database: 'sqlite', env })
    await setSetting(server, 'EMAIL_VERIFICATION', 'required')
    const page = await (await openContext()).newPage()
    const issues: string[] = []
    const open = async (email: string) => {
      const { link = '' } = await mailbox.next(email)
      await page.goto(server.origin + link.slice('http://localhost:8000'.length))
      issues.push(...(await faultsInEveryLook(page)))
    }
    const user = await addUser(server)
    await server.post('/api/login/', { email: user.email, password })
    await open(user.email)
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('alert').waitFor()
    issues.push(...(await faultsInEveryLook(page)))
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Email address confirmed' }).waitFor()

    await server.post('/api/register/', { email: 'new@example.com', password })
    await open('new@example.com')
    await page.getByLabel('Password', { exact: true }).fill(otherPassword)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Account created' }).waitFor()
    const login = { email: 'new@example.com', password: otherPassword }

    expect(issues).toEqual([])
    expect((await server.post('/api/login/', login)).status).toBe(200)
    await server.close()
    await mailbox.close()
  })
})
