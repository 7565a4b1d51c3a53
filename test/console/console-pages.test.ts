import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user.ts'
import { addSuperuser, addUser, password } from '../admin/people.ts'
import { chromiumPath, launchBrowser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { settled, visitConsole } from './console-visit.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const pages = [
  '/admin/',
  '/admin/users/',
  '/admin/users/?q=nobody-at-all',
  '/admin/users/new/',
  '/admin/users/1/',
  '/admin/users/1/security/',
  '/admin/users/1/access/',
  '/admin/users/1/sessions/',
  '/admin/users/1/activity/',
  '/admin/users/1/json/',
  '/admin/sessions/',
  '/admin/sessions/1/',
  '/admin/groups/',
  '/admin/groups/1/',
  '/admin/groups/1/members/',
  '/admin/constance/config/',
  '/admin/constance/config/history/',
  '/admin/audit/',
  '/admin/keys/',
  '/admin/health/',
  '/admin/no-such-page/',
]

const dialogs: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ['the palette', '/admin/users/', (page) => page.keyboard.press('ControlOrMeta+k')],
  ['the shortcuts', '/admin/users/', (page) => page.keyboard.press('?')],
  ['the account menu', '/admin/users/', (page) => page.getByLabel(/^Account /).click()],
  ['the columns', '/admin/users/', (page) => page.getByRole('button', { name: 'Columns' }).click()],
  [
    'the API request',
    '/admin/users/',
    (page) => page.getByRole('button', { name: 'Show as API request' }).click(),
  ],
  [
    'the question before revoking',
    '/admin/users/1/',
    (page) => page.getByRole('button', { name: 'Revoke all sessions' }).click(),
  ],
  [
    'the review of settings',
    '/admin/constance/config/',
    async (page) => {
      await page.getByLabel(/^Maximum Sessions/).fill('3')
      await page.getByRole('button', { name: 'Review' }).click()
    },
  ],
]

describe.skipIf(!chromiumPath)('the pages of the console', () => {
  let server: TestServer
  let browser: Browser
  let admin: User

  beforeAll(async () => {
    server = await startTestServer({ database: 'sqlite' })
    browser = await launchBrowser()
    admin = await addSuperuser(server, { email: 'admin@example.com' })
    const member = await addUser(server, { email: 'member@example.com' })
    await server.post('/api/login/', { email: member.email, password })
    await server.context.db
      .insertInto('groups')
      .values({ name: 'Support', created_at: server.clock.now(), updated_at: server.clock.now() })
      .execute()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test.each(pages)(
    '%s is accessible in both themes, wide and narrow, and calls nobody',
    async (path) => {
      const { page, faults, open } = await visitConsole(browser, server, admin)
      await open(path)

      const violations: string[] = []
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await sidewaysScroll(page), `sideways at ${width} px`).toBe(0)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          violations.push(
            ...(await runAxe(page)).map((fault) => `${width} ${colorScheme} ${fault}`),
          )
        }
      }

      expect(violations).toEqual([])
      expect(faults).toEqual([])
      expect(await page.title()).toMatch(/ · Admin · 127\.0\.0\.1:/)
    },
  )

  test.each(dialogs)('%s is accessible in both themes', async (_name, path, act) => {
    const { page, faults, open } = await visitConsole(browser, server, admin)
    await open(path)
    await act(page)
    await page.locator('[role=dialog], [role=menu]').first().waitFor()
    await settled(page)

    const violations: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      violations.push(...(await runAxe(page)).map((fault) => `${colorScheme} ${fault}`))
    }

    expect(violations).toEqual([])
    expect(faults).toEqual([])
  })

  test('every text of the frame and the forms comes from the catalogue, and none is cut', async () => {
    const { page, open } = await visitConsole(browser, server, admin, { locale: 'pseudo' })

    for (const path of ['/admin/users/', '/admin/sessions/', '/admin/users/new/']) {
      await open(path)
      const texts = await page
        .locator('h1, h2, nav a, main button, label, thead th')
        .allInnerTexts()
      const plain = texts
        .map((text) => text.trim())
        .filter((text) => text && !text.includes('⟦') && text !== 'Support')
      expect(plain).toEqual([])
      expect(await sidewaysScroll(page)).toBe(0)
    }
  })

  test('the theme of the browser is there before the first paint', async () => {
    const { page } = await visitConsole(browser, server, admin)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.route('**/assets/index-*.js', (route) => route.abort())

    await page.goto('/admin/users/')

    expect(await page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark')
  })
})

async function runAxe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate<string[]>(`axe
    .run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`)
}

/** How far the page could be scrolled sideways. */
function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
}
