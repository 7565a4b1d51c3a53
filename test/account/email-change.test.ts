import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verificationCode } from '../../src/crypto/verification-secret.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { findVerification } from '../../src/features/verifications/verification-repository.ts'
import { AccountBrowser } from '../support/account-browser.ts'
import { asConsole, type Send } from '../support/admin-api.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { openMailbox, type ReceivedEmail } from '../support/mailbox.ts'
import { addSuperuser, addUser, password } from '../support/people.ts'
import { logIn, refresh } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'
const minute = 60_000
const day = 24 * 60 * minute
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }
const tokenOf = ({ link = '' }: ReceivedEmail) => link.slice(link.indexOf('#') + 1)
const bearer = ({ accessToken }: { accessToken: string }) => ({
  authorization: `Bearer ${accessToken}`,
})

describe.each(databases)('changing the email address on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let node: TestServer
  let count = 0

  beforeAll(async () => {
    node = await startTestServer({ database, env: mailbox.environment, besides: server })
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 3_600)
  })
  beforeEach(() => server.clock.advance(2 * minute))
  afterAll(() => node.close())

  const newAddress = () => {
    count += 1
    return `new${count}@example.org`
  }
  /** Whose address was proven, as most are. */
  async function addProvenUser(): Promise<User> {
    const user = await addUser(server)
    await server.context.db
      .updateTable('users')
      .set({ email_verified_at: 1 })
      .where('id', '=', user.id)
      .execute()
    return user
  }
  const ask = (session: { accessToken: string }, email: string, at = server) =>
    at.post('/api/me/email/', { email }, bearer(session))
  const confirm = (session: { accessToken: string }, proof: object, at = server) =>
    at.post('/api/me/email/confirm/', proof, bearer(session))
  const undo = (token: string, at = server) =>
    at.post('/api/email/undo/', { token, password: newPassword })
  const login = (email: string, given = password) =>
    server.post('/api/login/', { email, password: given })
  const emailOf = async ({ id }: User) => {
    const query = server.context.db.selectFrom('users').select('email').where('id', '=', id)
    return (await query.executeTakeFirstOrThrow()).email
  }

  /** As a thief with a session that just logged in, and a mailbox of their own. */
  async function change(user: User, email: string) {
    const session = await logIn(server, { id: user.id, email: await emailOf(user) })
    const { body } = await ask(session, email)
    const { code } = await mailbox.next(email)
    expect((await confirm(session, { ticket: body.ticket, code })).status).toBe(200)
    return session
  }

  test('takes effect once the new mailbox is proven, ends other sessions, and tells the address before', async () => {
    const user = await addProvenUser()
    const [session, other] = [await logIn(server, user), await logIn(server, user)]
    const email = newAddress()
    const asked = await ask(session, email)
    const { code } = await mailbox.next(email)
    const notice = await mailbox.next(user.email)

    expect(asked).toMatchObject({ status: 202, body: { expires_in: 600 } })
    expect(notice.subject).toBe('Somebody wants to change your email address')
    expect([notice.code, notice.link]).toEqual([undefined, undefined])
    expect(await emailOf(user)).toBe(user.email)
    const security = await server.get('/api/me/security/', bearer(session))
    expect(security.body).toMatchObject({ email_verified: true, pending_email: email })

    const { ticket } = asked.body
    expect(await confirm(session, { ticket, code: '00000000' })).toMatchObject(invalid)
    const done = await confirm(session, { ticket, code }, node)
    expect(done).toMatchObject({ status: 200, body: { id: user.id, email } })
    expect(await confirm(session, { ticket, code })).toMatchObject(invalid)
    expect((await login(user.email)).status).toBe(400)
    expect((await login(email)).status).toBe(200)
    expect((await refresh(server, session.refreshToken)).status).toBe(200)
    expect((await refresh(server, other.refreshToken)).status).toBe(400)
    const after = await server.get('/api/me/security/', bearer(session))
    expect(after.body).toMatchObject({ email_verified: true, pending_email: null })
  })

  test('a session that logged in long ago cannot ask, nor can a profile take an address unproven', async () => {
    const user = await addProvenUser()
    const session = await logIn(server, user)
    const email = newAddress()
    const put = await server.put('/api/me/', { email }, bearer(session))
    server.clock.advance(11 * minute)
    const late = await ask(session, email)

    expect(put).toMatchObject({
      status: 400,
      body: { email: ['Ask for the change at /api/me/email/ and confirm the new address.'] },
    })
    expect(late.status).toBe(403)
    // Another spelling is the same address.
    const spelled = user.email.replace('user', 'USER')
    expect((await server.put('/api/me/', { email: spelled }, bearer(session))).status).toBe(200)
    expect(await emailOf(user)).toBe(spelled)
  })

  test('EMAIL_VERIFICATION=required: no profile takes an address unproven, whatever EMAIL_CHANGE says', async () => {
    const user = await addProvenUser()
    const session = await logIn(server, user)
    await setSetting(server, 'EMAIL_CHANGE', 'immediate')
    await setSetting(server, 'EMAIL_VERIFICATION', 'required')
    const rejected = await server.put('/api/me/', { email: newAddress() }, bearer(session))
    await setSetting(server, 'EMAIL_VERIFICATION', undefined)
    const accepted = await server.put('/api/me/', { email: newAddress() }, bearer(session))
    await setSetting(server, 'EMAIL_CHANGE', undefined)

    expect([rejected.status, accepted.status]).toEqual([400, 200])
  })

  test('the link needs the session or the password, and is nobody else’s', async () => {
    const user = await addProvenUser()
    const session = await logIn(server, user)
    const stranger = await logIn(server, await addUser(server))
    const email = newAddress()
    await ask(session, email)
    const token = tokenOf(await mailbox.next(email))
    const browser = new AccountBrowser(server)
    const page = await browser.open('/account/change-email/')
    const open = (given: string) =>
      browser.send('/account/change-email/', { token, password: given })

    expect(await confirm(stranger, { token })).toMatchObject(invalid)
    expect(page.status).toBe(200)
    expect((await open('wrong password')).status).toBe(400)
    expect(await emailOf(user)).toBe(user.email)
    expect((await open(password)).status).toBe(200)
    expect(await emailOf(user)).toBe(email)
  })

  test('a taken address gets the same response, and its owner a notice that opens nothing', async () => {
    const [user, owner] = [await addProvenUser(), await addProvenUser()]
    const session = await logIn(server, user)
    const email = newAddress()
    const answers = [await ask(session, email), await ask(session, owner.email)]
    const { code } = await mailbox.next(email)
    const notice = await mailbox.next(owner.email)
    const shapes = answers.map(({ status, body, headers }) => [
      status,
      Object.keys(body),
      body.ticket.length,
      [...headers.keys()].sort(),
    ])

    expect(shapes[0]).toEqual(shapes[1])
    expect(notice.code).toBeUndefined()
    expect(notice.subject).toBe('You already have an account')
    const { ticket } = answers[1]?.body ?? {}
    expect(await confirm(session, { ticket, code })).toMatchObject(invalid)
    expect(await emailOf(user)).toBe(user.email)
    expect((await ask(session, user.email)).body).toEqual({
      email: ['This is your email address already.'],
    })
  })

  test('a code that was never sent, because there were too many, cannot be guessed', async () => {
    const user = await addProvenUser()
    const session = await logIn(server, user)
    const email = newAddress()
    await ask(session, email)
    const { body } = await ask(session, email)
    const { db, secrets } = server.context
    const [handle = ''] = body.ticket.split('.')
    const subject = await findVerification(db, handle)
    if (!subject) throw new Error('no verification')
    const code = verificationCode(secrets.verifications[0], subject)

    expect(mailbox.countFor(email)).toBeLessThan(2)
    expect(await confirm(session, { ticket: body.ticket, code })).toMatchObject(invalid)
  })

  test('of 16 simultaneous uses on two nodes one counts', async () => {
    const user = await addProvenUser()
    const session = await logIn(server, user)
    const email = newAddress()
    await ask(session, email)
    const token = tokenOf(await mailbox.next(email))
    const uses = Array.from({ length: 16 }, (_, index) =>
      confirm(session, { token }, index % 2 === 0 ? server : node),
    )
    const statuses = (await Promise.all(uses)).map(({ status }) => status)

    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(new Set(statuses)).toEqual(new Set([200, 400]))
  })

  test('a new password makes a pending change worthless', async () => {
    const user = await addProvenUser()
    const session = await logIn(server, user)
    const email = newAddress()
    const { body } = await ask(session, email)
    const { code } = await mailbox.next(email)
    const changed = { current_password: password, new_password: newPassword }
    await server.post('/api/me/password/', changed, bearer(session))

    expect(await confirm(session, { ticket: body.ticket, code })).toMatchObject(invalid)
  })

  describe('undo', () => {
    const undoLink = async (user: User) => {
      const email = await mailbox.next(user.email)
      // The notice of the request comes first.
      return email.subject.startsWith('Somebody') ? mailbox.next(user.email) : email
    }

    test('the owner takes the account back, whatever the thief did since', async () => {
      const user = await addProvenUser()
      const thief = await change(user, newAddress())
      const token = tokenOf(await undoLink(user))
      const stolen = await emailOf(user)
      // The thief takes a new password, and a session with it.
      server.clock.advance(2 * minute)
      const { body } = await server.post('/api/password/reset/', { email: stolen })
      const { code } = await mailbox.next(stolen)
      const proof = { ticket: body.ticket, code, password: 'password of the thief' }
      expect((await server.post('/api/password/reset/confirm/', proof)).status).toBe(200)
      const { body: again } = await login(stolen, proof.password)

      const done = await undo(token, node)
      expect(done).toMatchObject({ status: 200, body: { email: user.email } })
      expect((await refresh(server, thief.refreshToken)).status).toBe(400)
      expect((await refresh(server, again.refresh_token)).status).toBe(400)
      expect((await login(stolen, proof.password)).status).toBe(400)
      expect((await login(user.email, newPassword)).status).toBe(200)
      expect(await undo(token)).toMatchObject(invalid)
      // The thief's mailbox is told nothing of it, and gets no link to undo the undo.
      const told = mailbox.received.filter(({ recipients }) => recipients.includes(stolen))
      expect(told.map(({ subject }) => subject)).toEqual([
        'Confirm your new email address',
        'Reset your password',
        'Your password was changed',
      ])
    })

    test('a thief cannot end it by deleting the account, nor by restoring it', async () => {
      const [kept, restored] = [await addProvenUser(), await addProvenUser()]
      const tokens: string[] = []
      for (const user of [kept, restored]) {
        const thief = await change(user, newAddress())
        tokens.push(tokenOf(await undoLink(user)))
        const { status } = await server.post('/api/me/delete/', {}, bearer(thief))
        expect(status).toBe(200)
      }
      const stolen = await emailOf(restored)
      const token = tokenOf(await mailbox.next(stolen))
      expect((await server.post('/api/me/restore/', { token, password })).status).toBe(200)

      for (const [index, user] of [kept, restored].entries()) {
        expect((await undo(tokens[index] ?? '')).status).toBe(200)
        expect((await login(user.email, newPassword)).status).toBe(200)
      }
    })

    test('nobody takes the address before without its mailbox, as long as the link works', async () => {
      const user = await addProvenUser()
      const thief = await change(user, newAddress())
      const token = tokenOf(await undoLink(user))
      const taken = { email: ['user with this email already exists.'] }
      const registration = { email: user.email.toUpperCase(), password: newPassword }
      expect(await server.post('/api/register/', registration)).toMatchObject({ status: 400 })
      await setSetting(server, 'EMAIL_CHANGE', 'immediate')
      const stranger = await logIn(server, await addUser(server))
      const moved = await server.put('/api/me/', { email: user.email }, bearer(stranger))
      expect(moved).toMatchObject({ status: 400, body: taken })
      // Whoever left it may return to it.
      const back = await server.put('/api/me/', { email: user.email }, bearer(thief))
      await setSetting(server, 'EMAIL_CHANGE', undefined)

      expect(back.status).toBe(200)
      expect((await undo(token)).status).toBe(200)
      const other = await addProvenUser()
      await change(other, newAddress())
      server.clock.advance(7 * day + minute)
      const free = { email: other.email, password: newPassword }
      expect((await server.post('/api/register/', free)).status).toBe(201)
    })

    test('a second change does not affect the first link', async () => {
      const user = await addProvenUser()
      await change(user, newAddress())
      const token = tokenOf(await undoLink(user))
      server.clock.advance(2 * minute)
      await change(user, newAddress())

      expect((await undo(token)).status).toBe(200)
      expect(await emailOf(user)).toBe(user.email)
    })

    test('for as long as EMAIL_CHANGE_UNDO says, and not for another kind', async () => {
      const user = await addProvenUser()
      await change(user, newAddress())
      const token = tokenOf(await undoLink(user))
      const foreign = [
        await server.post('/api/password/reset/confirm/', { token, password: newPassword }),
        await server.post('/api/email/confirm/', { token, password }),
        await server.post('/api/register/confirm/', { token, password: newPassword }),
      ]
      for (const answer of foreign) expect(answer).toMatchObject(invalid)
      expect((await server.post('/api/email/undo/', { token, password: 'x' })).status).toBe(400)
      server.clock.advance(7 * day + minute)

      expect(await undo(token)).toMatchObject(invalid)
      expect(await emailOf(user)).not.toBe(user.email)
    })

    test('is off with 0, and never for what staff changed', async () => {
      const root: Send = await asConsole(server, await addSuperuser(server))
      const [first, second] = [await addProvenUser(), await addProvenUser()]
      await setSetting(server, 'EMAIL_CHANGE_UNDO', 0)
      await change(first, newAddress())
      const told = await undoLink(first)
      await setSetting(server, 'EMAIL_CHANGE_UNDO', undefined)
      const { status } = await root('PATCH', `users/${second.id}/`, { email: newAddress() })

      expect(status).toBe(200)
      const notice = await mailbox.next(second.email)
      expect([told.link, notice.link]).toEqual([undefined, undefined])
      expect(told.subject).toBe('Your email address was changed')
    })

    test('an address that has a new owner is a conflict, and nothing happens', async () => {
      const user = await addProvenUser()
      await change(user, newAddress())
      const token = tokenOf(await undoLink(user))
      const stolen = await emailOf(user)
      await addUser(server, { email: user.email })

      expect((await undo(token)).status).toBe(409)
      expect(await emailOf(user)).toBe(stolen)
      expect((await login(stolen)).status).toBe(200)
    })

    test('deactivated and deleted users do not come back by it', async () => {
      const root = await asConsole(server, await addSuperuser(server))
      const [first, second] = [await addProvenUser(), await addProvenUser()]
      await change(first, newAddress())
      const one = tokenOf(await undoLink(first))
      await change(second, newAddress())
      const two = tokenOf(await undoLink(second))
      await root('POST', `users/${first.id}/deactivate/`, {})
      await root('DELETE', `users/${second.id}/`)

      expect(await undo(one)).toMatchObject(invalid)
      expect(await undo(two)).toMatchObject(invalid)
    })

    test('a claim of the account ends the link of whoever had it before', async () => {
      const squatter = await addProvenUser()
      const victim = newAddress()
      await setSetting(server, 'EMAIL_CHANGE', 'immediate')
      const session = await logIn(server, squatter)
      await server.put('/api/me/', { email: victim }, bearer(session))
      await setSetting(server, 'EMAIL_CHANGE', undefined)
      const token = tokenOf(await undoLink(squatter))
      const { body } = await server.post('/api/password/reset/', { email: victim })
      const { code } = await mailbox.next(victim)
      const proof = { ticket: body.ticket, code, password: newPassword }
      expect((await server.post('/api/password/reset/confirm/', proof)).status).toBe(200)

      expect(await undo(token)).toMatchObject(invalid)
      expect((await login(victim, newPassword)).status).toBe(200)
    })
  })
})

test('EMAIL_VERIFICATION=required: no profile takes an address unproven, without a mail server either', async () => {
  const server = await startTestServer({ database: 'sqlite' })
  const session = await logIn(server, await addUser(server))
  const change = (email: string) => server.put('/api/me/', { email }, bearer(session))
  const before = await change('before@example.org')
  await setSetting(server, 'EMAIL_VERIFICATION', 'required')
  const after = await change('after@example.org')
  await server.close()

  expect(before).toMatchObject({ status: 200, body: { email: 'before@example.org' } })
  expect(after).toMatchObject({
    status: 400,
    body: { email: ['Ask for the change at /api/me/email/ and confirm the new address.'] },
  })
})

describe.skipIf(!chromiumPath)('the pages of a changed address', () => {
  const openContext = withBrowser()

  test('move the account and bring it back, and are accessible in every look', async () => {
    const mailbox = await openMailbox()
    const env = mailbox.environment
    const server = await startTestServer({ database: 'sqlite', env })
    const page = await (await openContext()).newPage()
    const issues: string[] = []
    const open = async (email: ReceivedEmail) => {
      const { link = '' } = email
      await page.goto(server.origin + link.slice('http://localhost:8000'.length))
      issues.push(...(await faultsInEveryLook(page)))
    }
    const user = await addUser(server)
    server.clock.advance(2 * day)
    const session = await logIn(server, user)
    const email = 'new@example.org'
    await server.post('/api/me/email/', { email }, bearer(session))

    await open(await mailbox.next(email))
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Email address changed' }).waitFor()

    await mailbox.next(user.email)
    await open(await mailbox.next(user.email))
    await page.getByLabel('New password', { exact: true }).fill('short')
    await page.keyboard.press('Enter')
    await page.getByText('at least 8').first().waitFor()
    issues.push(...(await faultsInEveryLook(page)))
    await page.getByLabel('New password', { exact: true }).fill(newPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Email address restored' }).waitFor()
    const login = { email: user.email, password: newPassword }

    expect(issues).toEqual([])
    expect((await server.post('/api/login/', login)).status).toBe(200)
    await server.close()
    await mailbox.close()
  })
})
