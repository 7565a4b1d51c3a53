import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createGroup } from '../../src/features/groups/change-group.ts'
import type { PermissionCode } from '../../src/features/permissions/permission-catalogue.ts'
import { asConsole, type Send } from '../support/admin-api.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { openMailbox } from '../support/mailbox.ts'
import { addStaff, addSuperuser, addUser, operator, password } from '../support/people.ts'
import { countEvents } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const chosen = 'staple battery horse'
const day = 86_400_000
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }

describe.each(databases)('invitations on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let node: TestServer
  let root: Send
  let count = 0

  beforeAll(async () => {
    node = await startTestServer({ database, env: mailbox.environment, besides: server })
  })
  beforeEach(async () => {
    root = await asConsole(server, await addSuperuser(server))
  })
  afterAll(() => node.close())

  const newAddress = () => {
    count += 1
    return `guest${count}@example.org`
  }
  const addGroup = async (...permissions: PermissionCode[]) => {
    count += 1
    return createGroup(server.context, { name: `Group ${count}`, permissions }, operator)
  }
  async function tokenFor(email: string): Promise<string> {
    const { link = '' } = await mailbox.next(email)
    return link.slice(link.indexOf('#') + 1)
  }
  async function invite(email: string, grants: object = {}, send = root) {
    const { status, body } = await send('POST', 'invitations/', { email, ...grants })
    expect(status).toBe(201)
    return { id: body.id as number, token: await tokenFor(email) }
  }
  const accept = (token: string, at = server, given = chosen) =>
    at.post('/api/invitations/accept/', { token, password: given })
  const login = (email: string, given = chosen) =>
    server.post('/api/login/', { email, password: given })
  const stateOf = async (id: number) => {
    const { body } = await root('GET', 'invitations/')
    return body.results.find((each: { id: number }) => each.id === id)?.state
  }

  test('whoever reads the mailbox chooses a password, and has what was offered', async () => {
    const group = await addGroup('users.view_user')
    const email = newAddress()
    const grants = { is_staff: true, groups: [group.id], permissions: ['audit.view_event'] }
    const { id, token } = await invite(email, grants)
    const before = await login(email)
    const { status, body } = await server.post('/api/invitations/accept/', {
      token,
      password: chosen,
      username: 'guest',
    })
    const { body: user } = await root('GET', `users/${body.id}/`)

    expect(before.status).toBe(400)
    expect([status, body.email]).toEqual([201, email])
    expect(user).toMatchObject({ email, username: 'guest', is_staff: true, is_superuser: false })
    expect(user.groups.map((each: { id: number }) => each.id)).toEqual([group.id])
    expect(user.effective_permissions.map((each: { code: string }) => each.code).sort()).toEqual([
      'audit.view_event',
      'users.view_user',
    ])
    expect((await login(email)).status).toBe(200)
    expect(await stateOf(id)).toBe('accepted')
    expect(await accept(token)).toMatchObject(invalid)
    expect(await countEvents(server, 'user.accept_invitation', body.id)).toBe(1)
  })

  test('of 16 simultaneous acceptances on two nodes one counts', async () => {
    const email = newAddress()
    const { token } = await invite(email)
    const uses = Array.from({ length: 16 }, (_, index) =>
      accept(token, index % 2 === 0 ? server : node),
    )
    const answers = await Promise.all(uses)

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer).toMatchObject(invalid)
    }
  })

  test('a rejected password uses nothing up, and the link is for nothing else', async () => {
    const email = newAddress()
    const { token } = await invite(email)
    const foreign = [
      await server.post('/api/register/confirm/', { token, password: chosen }),
      await server.post('/api/password/reset/confirm/', { token, password: chosen }),
      await server.post('/api/email/undo/', { token, password: chosen }),
      await server.post('/api/me/restore/', { token, password: chosen }),
    ]

    for (const answer of foreign) expect(answer).toMatchObject(invalid)
    expect((await accept(token, server, 'short')).body).toHaveProperty('password')
    expect((await accept(token)).status).toBe(201)
  })

  test('works for seven days, and another seven when it is sent again', async () => {
    const email = newAddress()
    const { id, token } = await invite(email)
    server.clock.advance(7 * day)
    expect(await accept(token)).toMatchObject(invalid)
    expect(await stateOfAfterLogin(id)).toBe('expired')

    const sent = await root('POST', `invitations/${id}/send/`, {})
    const again = await tokenFor(email)
    expect(sent).toMatchObject({ status: 200, body: { state: 'open' } })
    expect(await accept(token)).toMatchObject(invalid)
    expect((await accept(again)).status).toBe(201)
    expect((await root('POST', `invitations/${id}/send/`, {})).status).toBe(409)
    expect((await root('DELETE', `invitations/${id}/`)).status).toBe(409)
  })

  /** Console sessions do not last that long. */
  async function stateOfAfterLogin(id: number) {
    root = await asConsole(server, await addSuperuser(server))
    return stateOf(id)
  }

  test('sending it again leaves the link that came before alone', async () => {
    const email = newAddress()
    const { id, token } = await invite(email)
    await root('POST', `invitations/${id}/send/`, {})
    const again = await tokenFor(email)

    expect((await accept(token)).status).toBe(201)
    expect(await accept(again)).toMatchObject(invalid)
  })

  test('a revoked one opens nothing, and the address can be invited anew', async () => {
    const email = newAddress()
    const { id, token } = await invite(email)
    const revoked = await root('DELETE', `invitations/${id}/`)

    expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked' } })
    expect(await accept(token)).toMatchObject(invalid)
    const { token: anew } = await invite(email)
    expect(await accept(token)).toMatchObject(invalid)
    expect((await accept(anew)).status).toBe(201)
  })

  test('an accepted one and the emails are removed with the user for good', async () => {
    const email = newAddress()
    const { id, token } = await invite(email)
    const { body } = await accept(token)
    await root('POST', `users/${body.id}/send-reset/`, {})
    await mailbox.next(email)
    await root('DELETE', `users/${body.id}/`)
    const before = await stateOf(id)
    const purged = await root('POST', `users/${body.id}/purge/`, { confirm: email })

    expect(before).toBe('accepted')
    expect(purged.status).toBe(200)
    expect(await stateOf(id)).toBeUndefined()
    const emails = await server.context.db
      .selectFrom('emails')
      .select('kind')
      .where('recipient', '=', email)
      .execute()
    expect(emails).toEqual([])
  })

  test('an address with an account or an invitation is not invited', async () => {
    const user = await addUser(server)
    const email = newAddress()
    await invite(email)
    const answers = [
      await root('POST', 'invitations/', { email: user.email.toUpperCase() }),
      await root('POST', 'invitations/', { email: email.toUpperCase() }),
      await root('POST', 'invitations/', { email: newAddress(), groups: [999_999] }),
    ]
    const rejected = answers.map(({ status, body }) => [status, Object.keys(body.errors ?? body)])

    expect(rejected).toEqual([
      [400, ['email']],
      [400, ['email']],
      [400, ['groups']],
    ])
  })

  describe('what is granted', () => {
    test('is never what the inviter may not grant', async () => {
      const strong = await addGroup('keys.revoke_key')
      const plain = await asConsole(server, await addStaff(server, 'users.add_user'))
      const may = ['users.add_user', 'users.change_user'] as const
      const changer = await asConsole(server, await addStaff(server, ...may))
      const nobody = await asConsole(server, await addStaff(server, 'users.view_user'))
      const { id } = await invite(newAddress(), { groups: [strong.id] })
      const statuses = [
        await plain('POST', 'invitations/', { email: newAddress() }),
        await plain('POST', 'invitations/', { email: newAddress(), is_staff: true }),
        await changer('POST', 'invitations/', { email: newAddress(), is_staff: true }),
        await changer('POST', 'invitations/', { email: newAddress(), groups: [strong.id] }),
        await changer('POST', 'invitations/', {
          email: newAddress(),
          permissions: ['keys.revoke_key'],
        }),
        await changer('POST', `invitations/${id}/send/`, {}),
        await changer('DELETE', `invitations/${id}/`),
        await nobody('GET', 'invitations/'),
      ].map(({ status }) => status)

      expect(statuses).toEqual([201, 403, 201, 403, 403, 403, 403, 403])
    })

    test('is left out when the inviter may not grant it any more', async () => {
      const may = ['users.add_user', 'users.change_user', 'audit.view_event'] as const
      const weakened = await addStaff(server, ...may)
      const deactivated = await addStaff(server, ...may)
      const group = await addGroup('audit.view_event')
      const grants = { is_staff: true, groups: [group.id], permissions: ['audit.view_event'] }
      const [first, second] = [newAddress(), newAddress()]
      const one = await invite(first, grants, await asConsole(server, weakened))
      const two = await invite(second, grants, await asConsole(server, deactivated))
      const kept = { permissions: ['users.add_user', 'users.change_user'] }
      await root('PATCH', `users/${weakened.id}/`, kept)
      await root('POST', `users/${deactivated.id}/deactivate/`, {})
      const users = []
      for (const token of [one.token, two.token]) {
        const { status, body } = await accept(token)
        expect(status).toBe(201)
        users.push((await root('GET', `users/${body.id}/`)).body)
      }
      const { body: audit } = await root('GET', 'audit/?action=user.accept_invitation&limit=2')

      expect(users.map((each) => [each.is_staff, each.groups, each.effective_permissions])).toEqual(
        [
          [true, [], []],
          [false, [], []],
        ],
      )
      const leftOut = audit.results.map(
        (each: { changes: { left_out: unknown[] } }) => each.changes.left_out[0],
      )
      const name = `group ${group.id}`
      expect(leftOut).toEqual([
        ['is_staff', name, 'audit.view_event'],
        [name, 'audit.view_event'],
      ])
    })

    test('goes to no account with a confirmed address that came meanwhile', async () => {
      const email = newAddress()
      const { token } = await invite(email, { is_staff: true })
      const user = await addUser(server, { email })
      await server.context.db
        .updateTable('users')
        .set({ email_verified_at: 1 })
        .where('id', '=', user.id)
        .execute()

      expect((await accept(token)).status).toBe(409)
      expect((await login(email, password)).status).toBe(200)
      expect((await root('GET', `users/${user.id}/`)).body.is_staff).toBe(false)
    })

    test('nobody who registered the address before keeps a way in', async () => {
      const email = newAddress()
      const { token } = await invite(email, { is_staff: true })
      const squatter = { email, password: 'password of the squatter' }
      await server.post('/api/register/', squatter)
      const { body: session } = await server.post('/api/login/', squatter)
      const { status, body } = await accept(token)

      expect(status).toBe(201)
      expect((await login(email, squatter.password)).status).toBe(400)
      const { refresh_token } = session
      expect((await server.post('/api/refresh/', { refresh_token })).status).toBe(400)
      expect((await login(email)).status).toBe(200)
      const { body: user } = await root('GET', `users/${body.id}/`)
      expect(user.is_staff).toBe(true)
    })
  })
})

describe.skipIf(!chromiumPath)('the page of an invitation', () => {
  const openContext = withBrowser()

  test('creates the account by keyboard on a phone, and nothing when it is only opened', async () => {
    const mailbox = await openMailbox()
    const env = mailbox.environment
    const server = await startTestServer({ database: 'sqlite', env })
    const root = await asConsole(server, await addSuperuser(server))
    const email = 'guest@example.org'
    await root('POST', 'invitations/', { email })
    const { link = '' } = await mailbox.next(email)
    const page = await (await openContext({ viewport: { width: 320, height: 720 } })).newPage()
    await page.goto(server.origin + link.slice('http://localhost:8000'.length))
    const issues = await faultsInEveryLook(page)
    for (const button of await page.getByRole('button').all()) await button.click()
    const scanned = await server.post('/api/login/', { email, password: chosen })
    await page.getByLabel('Password', { exact: true }).fill(chosen)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Account created' }).waitFor()

    expect(issues).toEqual([])
    expect(scanned.status).toBe(400)
    expect((await server.post('/api/login/', { email, password: chosen })).status).toBe(200)
    await server.close()
    await mailbox.close()
  })
})

describe.each(databases)('latchkey users invite and confirm on %s', (database) => {
  test('as an administrator would', async () => {
    const mailbox = await openMailbox()
    const env = mailbox.environment
    const server = await startTestServer({ database, env })
    // The program has a clock of its own.
    server.clock.advance(Date.now() - server.clock.now())
    await createGroup(
      server.context,
      { name: 'Support', permissions: ['users.view_user'] },
      operator,
    )
    const latchkey = latchkeyOn(server.database)
    const email = 'guest@example.org'
    const kept = await latchkey('users invite kept@example.org')
    const invited = await latchkey(`users invite ${email} --staff --group Support --json`, { env })
    const twice = await latchkey(`users invite ${email}`, { env })
    const again = await latchkey(`users invite ${email} --again`, { env })
    const nobody = await latchkey('users invite nobody@example.org --again', { env })
    const nowhere = await latchkey('users invite new@example.org --group Nobody', { env })
    server.clock.advance(600_000)
    const { link = '' } = await mailbox.next(email)
    const token = link.slice(link.indexOf('#') + 1)
    const accepted = await server.post('/api/invitations/accept/', { token, password: chosen })

    expect([invited, twice, again, nobody, nowhere].map(({ exit }) => exit)).toEqual([
      0, 1, 0, 5, 5,
    ])
    expect(kept.stdout).toContain('The email was not sent because SMTP_URL is not set')
    expect(again.stdout).toContain(`Sending ${email} an invitation that is valid until 2`)
    expect(invited.json).toMatchObject({ email })
    expect(accepted.status).toBe(201)
    const shown = await latchkey(`users show ${email} --json`)
    expect(shown.json).toMatchObject({ is_staff: true })

    const users = [await addUser(server), await addUser(server), await addUser(server)]
    const one = await latchkey(`users confirm ${users[0]?.email}`)
    const unasked = await latchkey('users confirm --all')
    const all = await latchkey('users confirm --all --yes --json')
    const none = await latchkey('users confirm')
    const unconfirmed = await server.context.db
      .selectFrom('users')
      .select('id')
      .where('email_verified_at', 'is', null)
      .execute()

    expect([one.exit, unasked.exit, all.exit, none.exit]).toEqual([0, 6, 0, 2])
    expect(all.json).toEqual({ confirmed: 2 })
    expect(unconfirmed).toEqual([])
    expect(await countEvents(server, 'user.confirm_email')).toBe(2)
    await server.close()
    await mailbox.close()
  })
})
