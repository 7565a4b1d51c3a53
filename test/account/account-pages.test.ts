import { describe, expect, test } from 'vitest'
import { deactivateUser } from '../../src/features/users/activate-user.ts'
import { layoutFaults } from '../console/page-layout.ts'
import { AccountBrowser } from '../support/account-browser.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook, watch } from '../support/browser-page.ts'
import { addUser, operator, password } from '../support/people.ts'
import { createSession, refresh } from '../support/sessions.ts'
import { countEvents, setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import type { TestServer } from '../support/test-server.ts'
import { withMailServer, withServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'
const minute = 60_000
const paths = ['security', 'sessions', 'email', 'export', 'delete'].map(
  (name) => `/account/${name}/`,
)

async function loggedIn(server: TestServer, email: string): Promise<AccountBrowser> {
  const browser = new AccountBrowser(server)
  const { status } = await browser.logIn(email)
  if (status !== 303) throw new Error(`the login returned ${status}`)
  return browser
}

async function canLogIn(server: TestServer, email: string, password: string): Promise<boolean> {
  return (await server.post('/api/login/', { email, password })).status === 200
}

describe.each(databases)('the pages of an account on %s', (database) => {
  const server = withServer({ database })

  test('send to the login, and from there back to where somebody wanted to go', async () => {
    const { email } = await addUser(server)
    const browser = new AccountBrowser(server)
    for (const path of paths) {
      const { status, location } = await browser.open(path)
      expect([status, location]).toEqual([303, `/account/login/?next=${encodeURIComponent(path)}`])
    }
    await browser.open('/account/login/')
    const elsewhere = await browser.send('/account/login/', {
      email,
      password,
      next: 'https://evil.example/',
    })

    expect((await browser.open('/account/')).location).toBe('/account/security/')
    expect(elsewhere.location).toBe('/account/security/')
    expect((await browser.open('/account/login/?next=/account/export/')).location).toBe(
      '/account/export/',
    )
    for (const path of paths) {
      const { status, text } = await browser.open(path)
      expect(status).toBe(200)
      expect(text.length).toBeLessThan(15_000)
      expect(text).toContain(email)
    }
  })

  test('take a form only from a page of this browser', async () => {
    const { email } = await addUser(server)
    const browser = await loggedIn(server, email)
    const stranger = new AccountBrowser(server)
    await browser.open('/account/delete/')
    const forms = [
      ...paths,
      '/account/logout/',
      '/account/login/',
      '/account/email/confirm/',
      '/account/email/send/',
    ]
    for (const path of forms) {
      const withoutToken = await browser.send(path, { csrf_token: '' })
      const fromElsewhere = await browser.send(path, {}, { origin: 'https://evil.example' })
      const fromSite = await browser.send(path, {}, { 'sec-fetch-site': 'cross-site' })
      expect([withoutToken.status, fromElsewhere.status, fromSite.status], path).toEqual([
        403, 403, 403,
      ])
    }
    await stranger.open('/account/login/')
    const foreign = await stranger.send('/account/delete/', {})

    expect(foreign.location).toContain('/account/login/')
    expect(await canLogIn(server, email, password)).toBe(true)
  })

  test('change the password, which ends the other sessions and not this one', async () => {
    const other = await createSession(server)
    const browser = await loggedIn(server, other.email)
    await browser.open('/account/security/')
    const wrong = await browser.send('/account/security/', {
      current_password: 'not mine at all',
      new_password: newPassword,
    })
    const short = await browser.send('/account/security/', {
      current_password: password,
      new_password: 'short',
    })
    const changed = await browser.send('/account/security/', {
      current_password: password,
      new_password: newPassword,
    })

    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('This is not your current password.')
    expect(short.status).toBe(400)
    expect(changed).toMatchObject({ status: 303, location: '/account/security/?done=1' })
    expect((await browser.open('/account/security/?done=1')).text).toContain(
      'Your password is changed',
    )
    expect((await refresh(server, other.refreshToken)).status).toBe(400)
    expect(await canLogIn(server, other.email, newPassword)).toBe(true)
  })

  test('list the sessions and end one, or all others, once the password is confirmed', async () => {
    const first = await createSession(server)
    const second = await server.post('/api/login/', { email: first.email, password })
    const browser = await loggedIn(server, first.email)
    const stranger = await createSession(server)
    server.clock.advance(11 * minute)
    const old = await browser.open('/account/sessions/')
    const key = /value="(session-\d+)"/
    const refused = await browser.send('/account/sessions/', { end: 'others' })
    const wrong = await browser.send('/account/sessions/', { password: 'not mine at all' })
    await browser.send('/account/sessions/', { password })
    const proven = await browser.open('/account/sessions/')
    const [, end = ''] = key.exec(proven.text) ?? []
    const ended = await browser.send('/account/sessions/', { end })
    const gone = await browser.send('/account/sessions/', { end })
    const strange = await browser.send('/account/sessions/', { end: 'session-1' })
    const others = await browser.send('/account/sessions/', { end: 'others' })

    expect(old.text).not.toMatch(key)
    expect(old.text).toContain('Continue')
    expect([refused.status, wrong.status]).toEqual([400, 400])
    expect(ended.location).toBe('/account/sessions/?done=1')
    expect([gone.status, strange.status]).toEqual([404, 404])
    expect(others.location).toBe('/account/sessions/?done=1')
    for (const token of [first.refreshToken, second.body.refresh_token]) {
      expect((await refresh(server, token)).status).toBe(400)
    }
    expect((await refresh(server, stranger.refreshToken)).status).toBe(200)
    expect((await browser.open('/account/sessions/')).text).not.toMatch(key)
  })

  test('end with the session: logout, another password, a deactivation, twelve hours', async () => {
    const { email, id } = await addUser(server)
    const browser = await loggedIn(server, email)
    const stolen = browser.cookie('latchkey_account') ?? ''
    await browser.open('/account/security/')
    const left = await browser.send('/account/logout/', {})
    browser.setCookie('latchkey_account', stolen)
    const afterLogout = await browser.open('/account/security/')
    const forgotten = await loggedIn(server, email)
    server.clock.advance(12 * 60 * minute)
    const afterADay = await forgotten.open('/account/security/')
    const locked = await loggedIn(server, email)
    await deactivateUser(server.context, { userId: id }, operator)
    const afterDeactivation = await locked.open('/account/security/')

    expect(left.location).toBe('/account/login/')
    for (const { status, location } of [afterLogout, afterADay, afterDeactivation]) {
      expect([status, location]).toEqual([303, '/account/login/?next=%2Faccount%2Fsecurity%2F'])
    }
  })

  test('change the address at once where there is no email', async () => {
    const { email } = await addUser(server)
    const other = await addUser(server)
    const browser = await loggedIn(server, email)
    await browser.open('/account/email/')
    const bad = await browser.send('/account/email/', { email: 'nobody' })
    const taken = await browser.send('/account/email/', { email: other.email })
    const changed = await browser.send('/account/email/', { email: `new-${email}` })

    expect([bad.status, taken.status]).toEqual([400, 400])
    expect(changed.location).toBe('/account/email/?done=1')
    expect(await canLogIn(server, `new-${email}`, password)).toBe(true)
  })

  test('hand out all data, and delete the account, with the password where it is long ago', async () => {
    const { email, id } = await addUser(server)
    const browser = await loggedIn(server, email)
    await browser.open('/account/export/')
    const data = await browser.send('/account/export/', {})
    server.clock.advance(11 * minute)
    const refused = await browser.send('/account/delete/', {})
    const deleted = await browser.send('/account/delete/', { password })

    expect(JSON.parse(data.text).profile).toMatchObject({ id, email })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('Enter your password.')
    expect(deleted.status).toBe(200)
    expect(deleted.text).toContain('Account deleted')
    expect(browser.cookie('latchkey_account')).toBeUndefined()
    expect(await canLogIn(server, email, password)).toBe(false)
    expect(await countEvents(server, 'auth.delete_user')).toBe(1)
  })
})

describe('the email page with email', () => {
  const { server, mailbox } = withMailServer('sqlite')

  test('changes the address once the code is typed in the browser that asked', async () => {
    await setSetting(server, 'EMAIL_CHANGE', 'confirmed')
    const { email } = await addUser(server)
    const browser = await loggedIn(server, email)
    await browser.open('/account/email/')
    const asked = await browser.send('/account/email/', { email: `new-${email}` })
    const waiting = await browser.open('/account/email/')
    const elsewhere = await (await loggedIn(server, email)).open('/account/email/')
    const { code = '' } = await mailbox.next(`new-${email}`)
    const wrong = await browser.send('/account/email/confirm/', { code: '00000000' })
    const confirmed = await browser.send('/account/email/confirm/', { code })

    expect(asked.location).toBe('/account/email/')
    expect(waiting.text).toContain(`Confirm new-${email}`)
    expect(elsewhere.text).toContain('Open the link in the message.')
    expect(elsewhere.text).not.toContain('name="code"')
    expect(wrong.status).toBe(400)
    expect(confirmed.location).toBe('/account/email/?done=1')
    expect(await canLogIn(server, `new-${email}`, password)).toBe(true)
  })

  test('sends the code that confirms an address, and takes it there', async () => {
    const { email } = await addUser(server)
    const browser = await loggedIn(server, email)
    const before = await browser.open('/account/email/')
    const sent = await browser.send('/account/email/send/', {})
    const { code = '' } = await mailbox.next(email)
    const waiting = await browser.open('/account/email/')
    const elsewhere = await (await loggedIn(server, email)).open('/account/email/')
    await browser.open('/account/email/')
    const wrong = await browser.send('/account/email/confirm/', { code: '00000000' })
    const confirmed = await browser.send('/account/email/confirm/', { code })
    const done = await browser.open(confirmed.location ?? '')
    const again = await browser.send('/account/email/send/', {})

    expect(before.text).toContain('not confirmed')
    expect(before.text).toContain('>Confirm this address</button>')
    expect(sent.location).toBe('/account/email/')
    expect(waiting.text).toContain(`Confirm ${email}`)
    expect(waiting.text).toContain('>Send another code</button>')
    expect(elsewhere.text).not.toContain('name="code"')
    expect(wrong.status).toBe(400)
    expect(done.text).toContain('Your email address is confirmed.')
    expect(done.text).not.toContain('/account/email/send/')
    expect(again.location).toBe('/account/email/?done=confirmed')
    expect(mailbox.countFor(email)).toBe(1)
  })
})

describe.each(databases)('the links of emails in a browser on %s', (database) => {
  const { server, mailbox } = withMailServer(database)

  async function linkTo(address: string): Promise<{ path: string; token: string }> {
    const { pathname, hash } = new URL((await mailbox.next(address)).link ?? '')
    return { path: pathname, token: hash.slice(1) }
  }

  test('take one button from whoever is logged in to the account, and nothing from anybody else', async () => {
    const { email } = await addUser(server)
    const browser = await loggedIn(server, email)
    const stranger = await loggedIn(server, (await addUser(server)).email)
    await browser.open('/account/email/')
    await browser.send('/account/email/send/', {})
    const { path, token } = await linkTo(email)
    const asked = await stranger.open(path)
    const refused = await stranger.send(path, { token })
    const [shown, outside] = [await browser.open(path), await new AccountBrowser(server).open(path)]
    const forged = await browser.send(path, { token, csrf_token: '' })
    const done = await browser.send(path, { token })

    expect(path).toBe('/account/confirm/')
    expect(asked.text).not.toContain('name="password"')
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('name="password"')
    expect(refused.text).toContain('this browser is not logged in to it')
    expect(outside.text).toContain('name="password"')
    expect(shown.text).toContain(`logged in as <strong>${email}</strong>`)
    expect(forged.status).toBe(403)
    expect(done.text).toContain('Email address confirmed')
    expect((await browser.send(path, { token })).text).toContain('no longer valid')
  })

  test('move the account with one button, and only its other sessions end', async () => {
    await setSetting(server, 'EMAIL_CHANGE', 'confirmed')
    const session = await createSession(server)
    const browser = await loggedIn(server, session.email)
    const wanted = `new-${session.email}`
    await browser.open('/account/email/')
    await browser.send('/account/email/', { email: wanted })
    const { path, token } = await linkTo(wanted)
    server.clock.advance(11 * minute)
    await browser.open(path)
    const { id } = await addUser(server, { email: wanted })
    const taken = await browser.send(path, { token })
    await server.context.db.deleteFrom('users').where('id', '=', id).execute()
    const done = await browser.send(path, { token })

    expect(taken.text).toMatch(/role="alert"[^>]*>\s*\S.*already/)
    expect(done.text).toContain('Your other sessions have ended.')
    expect((await browser.open('/account/security/')).text).toContain(wanted)
    expect((await refresh(server, session.refreshToken)).status).toBe(400)
  })

  test('lock nobody out, however often a scanner clicks the button', async () => {
    const { email } = await addUser(server)
    const browser = await loggedIn(server, email)
    await browser.open('/account/email/')
    await browser.send('/account/email/send/', {})
    const { path, token } = await linkTo(email)
    const scanner = new AccountBrowser(server)
    await scanner.open(path)
    for (let clicks = 0; clicks < 15; clicks += 1) {
      expect((await scanner.send(path, { token, password: '' })).status).toBe(400)
    }

    expect(await canLogIn(server, email, password)).toBe(true)
  })
})

describe.skipIf(!chromiumPath)('the pages of an account in a browser', () => {
  const openContext = withBrowser()
  const server = withServer({ database: 'sqlite' })

  test('by keyboard alone, on a phone, without scripts', async () => {
    const { email } = await addUser(server)
    const phone = { viewport: { width: 320, height: 720 }, javaScriptEnabled: false }
    const page = await (await openContext(phone)).newPage()
    await page.goto(`${server.origin}/account/`)
    for (const typed of [email, password]) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(typed)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/security/')
    await page.getByLabel('Current password').fill(password)
    await page.getByLabel('New password').fill(newPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/account/login/')

    expect(await canLogIn(server, email, newPassword)).toBe(true)
  })

  test('are accessible in every look, with the password asked for and without', async () => {
    const session = await createSession(server)
    const browserContext = await openContext()
    const watched = watch(browserContext, server.origin)
    const page = await browserContext.newPage()
    await page.goto(`${server.origin}/account/login/`)
    const faults = await faultsInEveryLook(page, layoutFaults)
    await page.getByLabel('Email').fill(session.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/security/')
    for (const isRecent of [true, false]) {
      if (!isRecent) server.clock.advance(11 * minute)
      for (const path of paths) {
        await page.goto(server.origin + path)
        const found = await faultsInEveryLook(page, layoutFaults)
        faults.push(...found.map((fault) => `${path} ${fault}`))
      }
    }

    expect(faults).toEqual([])
    expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
  })
})
