import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { axeViolations, type Watched, watch } from '../support/browser-page.ts'
import { withServer } from '../support/with-server.ts'
import { alice, logIn } from './log-in.ts'

describe.skipIf(chromiumPath === undefined)('the pages of the API in a browser', () => {
  const server = withServer({ database: 'sqlite', env: { PUBLIC_URL: '' } })
  const openContext = withBrowser()

  beforeEach(async () => {
    await server.reset()
    await server.post('/api/register/', alice)
    await server.context.db
      .updateTable('users')
      .set({ is_superuser: true, is_staff: true })
      .execute()
  })

  test('a page can be read without JavaScript, and a form of it sent', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.origin}/api/register/`)
      await page.fill('#POST-body-email', 'nope')
      await page.fill('#POST-body-password', 'correct horse battery 9')
      await page.click('#POST button.primary')

      expect(await page.textContent('#POST-body-email-issue')).toBe('Enter a valid email address.')
      expect(await page.isVisible('#log-in')).toBe(false)
      expect(await page.isVisible('[data-copy]')).toBe(false)
    })
  })

  test('logging in on the page shows what was refused before', async () => {
    await visit({}, async (page) => {
      const refused = await page.goto(`${server.origin}/api/me/`)
      expect(refused?.status()).toBe(401)

      await logIn(page)

      expect(await page.textContent('#GET .answer')).toContain(alice.email)
      expect(await page.inputValue('#PUT-body-email')).toBe(alice.email)
      expect(await page.textContent('#who')).toBe(alice.email)
    })
  })

  test('after a change the response to GET shows what is there now', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/me/`)
      await logIn(page)
      await page.fill('#PUT-body-username', 'Alice')
      await page.click('#PUT button.primary')

      await page.waitForSelector('#GET .answer:has-text("Alice")')
      expect(await page.textContent('#PUT .answer')).toContain('Alice')
    })
  })

  test('groups and permissions are chosen by name', async () => {
    const { body: pair } = await server.post('/api/login/', alice)
    const support = await server.send('POST', '/api/admin/groups/', {
      headers: { authorization: `Bearer ${pair.access_token}` },
      body: { name: 'Support' },
    })
    const bob = await server.post('/api/register/', { ...alice, email: 'bob@example.com' })
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/admin/users/${bob.body.id}/`)
      await logIn(page)
      await page.selectOption('[data-for="PATCH-body-groups"]', { label: 'Support' })
      await page.selectOption('[data-for="PATCH-body-permissions"]', 'users.view_user')
      await page.selectOption('[data-for="PATCH-body-permissions"]', 'sessions.view_session')

      expect(await page.inputValue('#PATCH-body-groups')).toBe(String(support.body.id))
      expect(await page.inputValue('#PATCH-body-permissions')).toBe(
        'users.view_user,sessions.view_session',
      )
    })
  })

  test('a session lasts over pages and tabs, and log-out ends it in all of them', async () => {
    await visit({}, async (page, _watched, context) => {
      await page.goto(`${server.origin}/api/me/`)
      await logIn(page)
      const other = await context.newPage()
      await other.goto(`${server.origin}/api/me/`)
      await other.waitForSelector('#GET .answer[data-status="200"]')

      await page.click('#log-out')

      await other.waitForSelector('#logged-in', { state: 'hidden' })
      await other.waitForSelector('#GET .answer[data-status="401"]')
      await page.reload()
      expect(await page.textContent('#session-state')).toBe('not logged in')
    })
  })

  test('two tabs that renew at once stay logged in, even without any grace', async () => {
    const { body: pair } = await server.post('/api/login/', alice)
    const change = await server.send('PATCH', '/api/admin/settings/REFRESH_TOKEN_REUSE_GRACE/', {
      headers: { authorization: `Bearer ${pair.access_token}` },
      body: { value: 0 },
    })
    expect(change.status).toBe(200)

    await visit({}, async (page, _watched, context) => {
      await page.goto(`${server.origin}/api/me/`)
      await logIn(page)
      const other = await context.newPage()
      await other.goto(`${server.origin}/api/me/`)
      await other.waitForSelector('#GET .answer[data-status="200"]')
      // The first answer is held back until the second tab has asked too, if it does.
      await context.route('**/api/-/session/refresh/', async (route) => {
        const response = await route.fetch()
        await other.waitForTimeout(300)
        await route.fulfill({ response })
      })

      const renewed = [page, other].map((tab) =>
        tab.waitForResponse('**/api/-/session/refresh/').then((response) => response.json()),
      )
      await Promise.all([page.click('#refresh-now'), other.click('#refresh-now')])

      for (const { access_token } of await Promise.all(renewed)) {
        expect(access_token).toMatch(/^ey/)
      }
    })
  })

  test('nothing secret is kept in storage, in the address or in the markup', async () => {
    await visit({}, async (page, _watched, context) => {
      await page.goto(`${server.origin}/api/me/`)
      await logIn(page)
      await page.goto(`${server.origin}/api/login/`)
      await page.waitForSelector('#session-state[data-on]')
      await page.fill('#POST-body-email', alice.email)
      await page.fill('#POST-body-password', alice.password)
      await page.click('#POST button.primary')
      await page.waitForSelector('#POST .answer[data-status="200"]')

      const [cookie] = await context.cookies(`${server.origin}/api/-/session/`)
      const seen = await page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie])',
      )
      const markup = await page.content()
      const text = await page.textContent('body')
      for (const secret of [alice.password, cookie?.value ?? 'no cookie', 'eyJ']) {
        expect(seen).not.toContain(secret)
        expect(markup).not.toContain(secret)
        expect(text).not.toContain(secret)
      }
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/-/session' })
    })
  })

  test('ten minutes of tokens that live 30 seconds never show a 401', async () => {
    await visit({}, async (page) => {
      await page.clock.install({ time: server.clock.now() })
      await page.goto(`${server.origin}/api/me/`)
      await logIn(page)
      const refused: string[] = []
      page.on('response', (answer) => {
        if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`)
      })
      // Time stands still while a request is under way, however long a busy machine takes for it.
      let pending = 0
      page.on('request', () => {
        pending += 1
      })
      const settle = () => {
        pending -= 1
      }
      page.on('requestfinished', settle)
      page.on('requestfailed', settle)

      for (let seconds = 0; seconds < 600; seconds += 3) {
        server.clock.advance(3_000)
        await page.clock.runFor(3_000)
        await expect.poll(() => pending).toBe(0)
        if (seconds % 30 === 27) {
          await page.click('#GET button.primary')
          await page.waitForSelector('#GET .answer .measure')
          expect(await page.getAttribute('#GET .answer', 'data-status')).toBe('200')
        }
      }

      expect(refused).toEqual([])
      expect(await page.textContent('#session-state')).toBe('logged in')
    })
  })

  test('an outage logs nobody out', async () => {
    await visit({}, async (page) => {
      await page.clock.install({ time: server.clock.now() })
      await page.goto(`${server.origin}/api/me/`)
      await logIn(page)
      await page.route('**/api/-/session/refresh/', (route) => route.fulfill({ status: 503 }))
      const refused = page.waitForResponse('**/api/-/session/refresh/')
      await page.clock.runFor(25_000)
      await refused
      await page.unroute('**/api/-/session/refresh/')
      server.clock.advance(26_000)

      const renewed = page.waitForResponse('**/api/-/session/refresh/')
      await page.clock.runFor(6_000)

      expect((await renewed).status()).toBe(200)
      expect(await page.textContent('#session-state')).toBe('logged in')
    })
  })

  test('what is refused stands beside its field, which has the focus', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/register/`)
      await page.fill('#POST-body-email', 'nope')
      await page.press('#POST-body-email', 'Enter')
      await page.waitForSelector('#POST .answer[data-status="400"]')

      expect(await page.textContent('#POST-body-email-issue')).toBe('Enter a valid email address.')
      expect(await page.getAttribute('#POST-body-email', 'aria-invalid')).toBe('true')
      expect(await page.getAttribute(':focus', 'id')).toBe('POST-body-email')
    })
  })

  test('the raw body begins as the form was, and is checked before it is sent', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/register/`)
      await page.fill('#POST-body-email', 'bob@example.com')
      await page.press('#POST-body-tab-form', 'ArrowRight')
      expect(JSON.parse(await page.inputValue('[data-raw]'))).toMatchObject({
        email: 'bob@example.com',
      })

      await page.fill('[data-raw]', '{"email": ')
      await page.click('#POST button.primary')

      expect(await page.textContent('[data-raw-issue]')).toContain('Invalid JSON')
      expect(await page.locator('#POST .answer').count()).toBe(0)
      await page.reload()
      expect(await page.getAttribute('#POST-body-tab-raw', 'aria-selected')).toBe('true')
    })
  })

  test('deleting asks first, begins on Cancel, and Escape sends nothing', async () => {
    const bob = await server.post('/api/register/', { ...alice, email: 'bob@example.com' })
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/admin/users/${bob.body.id}/`)
      await logIn(page)

      await page.click('#DELETE button.primary')
      expect(await page.textContent('dialog')).toContain('bob@example.com')
      expect(await page.textContent(':focus')).toBe('Cancel')
      expect(await axeViolations(page)).toEqual([])
      await page.keyboard.press('Escape')
      expect(await page.locator('#DELETE .answer').count()).toBe(0)

      await page.click('#DELETE button.primary')
      await page.click('dialog button.danger')
      await page.waitForSelector('#DELETE .answer[data-status="200"]')
    })
  })

  test('the history sends again, and asks anew for what was secret', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/login/`)
      await page.fill('#POST-body-email', alice.email)
      await page.fill('#POST-body-password', 'wrong')
      await page.click('#POST button.primary')
      await page.waitForSelector('#POST .answer[data-status="400"]')
      await page.goto(`${server.origin}/api/`)

      await page.click('[data-again="0"]')

      await page.waitForURL('**/api/login/')
      await page.waitForSelector('#POST-body-password:focus')
      expect(await page.inputValue('#POST-body-email')).toBe(alice.email)
      expect(await page.inputValue('#POST-body-password')).toBe('')
    })
  })

  test('log-in by the form of its endpoint shows the pair, masked, and uses its access token', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/login/`)
      await page.fill('#POST-body-email', alice.email)
      await page.fill('#POST-body-password', alice.password)
      await page.click('#POST button.primary')
      await page.waitForSelector('#session-state[data-on]')

      const answer = page.locator('#POST .answer .json')
      expect(await answer.textContent()).not.toContain('eyJ')
      await answer.locator('text=Show').first().click()
      expect(await answer.textContent()).toContain('eyJ')
      expect(await axeViolations(page)).toEqual([])
    })
  })

  test('whoever is logged in to the console needs no token for the management API', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/admin/login/?next=/api/admin/groups/`)
      await page.fill('input[name="email"]', alice.email)
      await page.fill('input[name="password"]', alice.password)
      await page.click('button[type="submit"]')
      await page.waitForSelector('#POST-body-name')
      await page.fill('#POST-body-name', 'Support')
      await page.click('#POST button.primary')

      await page.waitForSelector('#POST .answer[data-status="201"]')
    })
  })

  test('an address with a gap is opened through a search on the server', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/`)
      await logIn(page)

      await page.click('[data-open="/api/admin/users/{id}/"] >> nth=0')
      await page.waitForSelector('#open-suggestions option', { state: 'attached' })
      expect(await page.textContent('#open-suggestions option')).toBe(alice.email)
      expect(await axeViolations(page)).toEqual([])
      await page.fill(
        '#open-field',
        (await page.getAttribute('#open-suggestions option', 'value')) ?? '',
      )
      await page.press('#open-field', 'Enter')

      await page.waitForSelector('#GET .answer[data-status="200"]')
    })
  })

  test('an endpoint that answers with a file has a page all the same', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/admin/users/export/`)
      await logIn(page)

      await page.click('#GET button.primary')
      await page.waitForSelector('#GET .answer[data-status="200"]')

      expect(await page.textContent('#GET .answer pre')).toContain(alice.email)
    })
  })

  test('a theme that was chosen holds from the first paint', async () => {
    await visit({ colorScheme: 'light' }, async (page) => {
      await page.goto(`${server.origin}/api/`)
      await page.selectOption('#theme', 'dark')
      await page.reload({ waitUntil: 'commit' })
      await page.waitForSelector('body')

      const background = await page.evaluate('getComputedStyle(document.body).backgroundColor')
      expect(background).toBe('rgb(20, 22, 27)')
    })
  })

  test('everything can be reached and done by keyboard', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/api/me/`)
      await page.keyboard.press('Tab')
      expect(await page.textContent(':focus')).toBe('Skip to content')

      await page.focus('#log-in-email')
      await page.keyboard.type(alice.email)
      await page.keyboard.press('Tab')
      await page.keyboard.type(alice.password)
      await page.keyboard.press('Enter')
      await page.waitForSelector('#PUT-body-username')
      await page.focus('#PUT-body-username')
      await page.keyboard.type('Alice')
      await page.keyboard.press('Enter')

      await page.waitForSelector('#PUT .answer[data-status="200"]')
    })
  })

  async function visit(
    options: BrowserContextOptions,
    work: (page: Page, watched: Watched, context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const context = await openContext(options)
    const watched = watch(context, server.origin)
    await work(await context.newPage(), watched, context).finally(() => context.close())
  }
})
