import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSetupLink } from '../../src/features/console/setup-link.ts'
import { addStaff, operator, password } from '../admin/people.ts'
import { chromiumPath, launchBrowser } from '../support/browser.ts'
import { axeViolations, watch } from '../support/browser-page.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
] as const

describe.skipIf(chromiumPath === undefined)('the pages before the console', () => {
  let browser: Browser
  let server: TestServer

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startTestServer({ database: 'sqlite' })
  }, 30_000)
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test('the setup link makes an administrator, and its token leaves the address', async () => {
    const link = await createSetupLink(server.context, operator)
    const page = await browser.newPage()
    await page.goto(`${server.origin}${link?.path}`)
    const addressAfterwards = page.url()
    await page.getByLabel('E-mail').fill('root@example.com')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create and log in' }).click()
    await page.waitForURL(/\/admin\/$/)
    await page.close()

    expect(addressAfterwards).toBe(`${server.origin}/admin/setup/`)
  })

  test.each(looks)(
    'log-in works without scripts in $colorScheme',
    async ({ colorScheme, width }) => {
      const user = await addStaff(server)
      const viewport = { width, height: 720 }
      const context = await browser.newContext({ colorScheme, viewport, javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(`${server.origin}/admin/login/?next=/admin/users/`)
      await page.getByLabel('E-mail').fill(user.email)
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Log in' }).click()
      const refusal = await page.getByRole('alert').textContent()
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.waitForURL(/\/admin\/users\//)
      await context.close()

      expect(refusal).toContain('E-mail or password is wrong')
    },
  )

  test.each(looks)(
    'nothing stands in the way in $colorScheme at $width',
    async ({ colorScheme, width }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 720 } })
      const watched = watch(context, server.origin)
      const page = await context.newPage()
      const violations: string[] = []
      for (const path of ['/admin/login/', '/admin/setup/']) {
        await page.goto(`${server.origin}${path}`)
        violations.push(...(await axeViolations(page)))
      }
      await page.goto(`${server.origin}/admin/login/`)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('alert').waitFor()
      const focused = await page.evaluate('document.activeElement.id')
      violations.push(...(await axeViolations(page)))
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      await page.getByLabel('Password', { exact: true }).fill('secret')
      await page.getByRole('button', { name: 'Show password' }).click()
      const type = await page.locator('#password').getAttribute('type')
      await context.close()

      expect(violations).toEqual([])
      expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
      expect([focused, overflow, type]).toEqual(['errors', 0, 'text'])
    },
  )
})
