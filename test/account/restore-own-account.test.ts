import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unusablePassword } from '../../src/features/users/password-policy.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { asConsole } from '../support/admin-api.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { openMailbox } from '../support/mailbox.ts'
import { addSuperuser, addUser, password } from '../support/people.ts'
import { logIn, refresh, type Session } from '../support/sessions.ts'
import { countEvents, setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'
const day = 86_400_000
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }
const bearer = ({ accessToken }: Session) => ({ authorization: `Bearer ${accessToken}` })

describe.each(databases)('restoring one’s own account on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let node: TestServer

  beforeAll(async () => {
    node = await startTestServer({ database, env: mailbox.environment, besides: server })
  })
  afterAll(() => node.close())

  /** An account of some age: a new one with an unproven address gets no email about its end. */
  async function addOldUser(): Promise<User> {
    const user = await addUser(server)
    server.clock.advance(2 * day)
    return user
  }
  const remove = async (session: Session) =>
    expect((await server.post('/api/me/delete/', {}, bearer(session))).status).toBe(200)
  async function tokenFor({ email }: User): Promise<string> {
    const { link = '' } = await mailbox.next(email)
    return link.slice(link.indexOf('#') + 1)
  }
  const restore = (token: string, given = password, at = server) =>
    at.post('/api/me/restore/', { token, password: given })
  const login = (email: string, given = password) =>
    server.post('/api/login/', { email, password: given })

  test('the link of the email and the password bring it back, once, and without its sessions', async () => {
    const user = await addOldUser()
    const session = await logIn(server, user)
    await remove(session)
    const token = await tokenFor(user)
    const uses = Array.from({ length: 8 }, (_, index) =>
      restore(token, password, index % 2 === 0 ? server : node),
    )
    const answers = await Promise.all(uses)

    const done = answers.filter(({ status }) => status === 200)
    expect(done.map(({ body }) => body)).toEqual([{ email: user.email }])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]))
    expect(await restore(token)).toMatchObject(invalid)
    expect((await refresh(server, session.refreshToken)).status).toBe(400)
    expect((await login(user.email)).status).toBe(200)
    expect(await countEvents(server, 'auth.restore_user', user.id)).toBe(1)
  })

  test('the link alone does not, and wrong passwords count as failed logins', async () => {
    await setSetting(server, 'LOGIN_MAX_FAILURES', 3)
    const user = await addOldUser()
    await remove(await logIn(server, user))
    const token = await tokenFor(user)
    const wrong = await restore(token, 'not this one')
    await restore(token, 'not this one')
    await restore(token, 'not this one')
    const locked = await restore(token)
    await setSetting(server, 'LOGIN_MAX_FAILURES', undefined)

    expect(wrong).toMatchObject({
      status: 400,
      body: { password: ['This is not your password.'] },
    })
    expect(locked.status).toBe(429)
    expect((await login(user.email)).status).not.toBe(200)
  })

  test('who never had a password chooses one', async () => {
    const user = await addOldUser()
    const session = await logIn(server, user)
    await server.context.db
      .updateTable('users')
      .set({ password_hash: unusablePassword() })
      .where('id', '=', user.id)
      .execute()
    await remove(session)
    const token = await tokenFor(user)

    expect((await restore(token, 'short')).status).toBe(400)
    expect((await restore(token, newPassword)).status).toBe(200)
    expect((await login(user.email, newPassword)).status).toBe(200)
  })

  test('not after 30 days, nor once staff deactivated or deleted the user, nor for another kind', async () => {
    const [late, restored, deactivated] = [
      await addOldUser(),
      await addOldUser(),
      await addOldUser(),
    ]
    const tokens = []
    for (const user of [late, restored, deactivated]) {
      await remove(await logIn(server, user))
      tokens.push(await tokenFor(user))
    }
    const [first = '', second = '', third = ''] = tokens
    const root = await asConsole(server, await addSuperuser(server))
    const acts = [
      await root('POST', `users/${restored.id}/restore/`, {}),
      await root('DELETE', `users/${restored.id}/`),
      await root('POST', `users/${deactivated.id}/deactivate/`, {}),
    ]
    expect(acts.map(({ status }) => status)).toEqual([200, 200, 200])

    expect(await restore(second)).toMatchObject(invalid)
    expect(await restore(third)).toMatchObject(invalid)
    const foreign = { token: first, password: newPassword }
    expect(await server.post('/api/password/reset/confirm/', foreign)).toMatchObject(invalid)
    expect(await server.post('/api/email/undo/', foreign)).toMatchObject(invalid)
    server.clock.advance(30 * day + 1)
    expect(await restore(first)).toMatchObject(invalid)
  })

  test('a new account with an address that was never proven gets no email about its end', async () => {
    const user = await addUser(server)
    await remove(await logIn(server, user))
    const emails = await server.context.db
      .selectFrom('emails')
      .select('kind')
      .where('user_id', '=', user.id)
      .execute()

    expect(emails).toEqual([])
  })

  test('notices of new passwords do not flood an address that was never proven', async () => {
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 3_600)
    const user = await addUser(server)
    const session = await logIn(server, user)
    let current = password
    for (const next of Array.from({ length: 7 }, (_, index) => `${newPassword} ${index}`)) {
      const change = { current_password: current, new_password: next }
      const { status } = await server.post('/api/me/password/', change, bearer(session))
      expect(status).toBe(200)
      current = next
    }
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', undefined)
    const { count } = await server.context.db
      .selectFrom('emails')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', user.id)
      .executeTakeFirstOrThrow()

    expect(Number(count)).toBe(5)
  })
})

describe.skipIf(!chromiumPath)('the page that restores an account', () => {
  const openContext = withBrowser()

  test('does so by keyboard, changes nothing when it is opened, and is accessible in every look', async () => {
    const mailbox = await openMailbox()
    const env = mailbox.environment
    const server = await startTestServer({ database: 'sqlite', env })
    const user = await addUser(server)
    server.clock.advance(2 * day)
    await server.post('/api/me/delete/', {}, bearer(await logIn(server, user)))
    const { link = '' } = await mailbox.next(user.email)
    const page = await (await openContext({ viewport: { width: 320, height: 720 } })).newPage()
    await page.goto(server.origin + link.slice('http://localhost:8000'.length))
    const issues = await faultsInEveryLook(page)
    await page.getByRole('button', { name: 'Restore my account' }).click()
    await page.getByRole('alert').waitFor()
    const login = { email: user.email, password }
    const before = await server.post('/api/login/', login)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Account restored' }).waitFor()

    expect(issues).toEqual([])
    expect(before.status).not.toBe(200)
    expect((await server.post('/api/login/', login)).status).toBe(200)
    await server.close()
    await mailbox.close()
  })
})
