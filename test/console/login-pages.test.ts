import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { createSetupLink } from '../../src/features/admin/setup-link.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook, watch } from '../support/browser-page.ts'
import { addStaff, addSuperuser, operator, password } from '../support/people.ts'
import { startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'
import { layoutFaults } from './page-layout.ts'

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
] as const

describe.skipIf(!chromiumPath)('the pages before the console', () => {
  const server = withServer({ database: 'sqlite' })
  const openContext = withBrowser()

  test('without an administrator the pages are accessible in every look, and call nobody', async () => {
    await visit(async (page, found) => {
      await page.goto('/admin/login/')
      await page.getByText('No administrator yet').waitFor()
      await found()
      await page.goto('/admin/setup/')
      await page.getByText('This setup link no longer works').waitFor()
      await found()
      await createSetupLink(server.context, operator)
      await page.goto('/admin/setup/')
      await page.getByText(/^At least \d+ characters/).waitFor()
      await found()
      await page.getByRole('button', { name: 'Create and log in' }).click()
      await page.getByRole('alert').waitFor()
      await found()
    })
  })

  test('the setup link makes an administrator, and its token leaves the address', async () => {
    const link = await createSetupLink(server.context, operator)
    const page = await (await openContext()).newPage()
    await page.goto(`${server.origin}${link?.path}`)
    const addressAfterwards = page.url()
    await page.getByLabel('Email').fill('root@example.com')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create and log in' }).click()
    await page.waitForURL(/\/admin\/$/)

    expect(addressAfterwards).toBe(`${server.origin}/admin/setup/`)
  })

  test.each(looks)(
    'log-in works without scripts in $colorScheme',
    async ({ colorScheme, width }) => {
      const user = await addStaff(server)
      const viewport = { width, height: 720 }
      const context = await openContext({ colorScheme, viewport, javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(`${server.origin}/admin/login/?next=/admin/users/`)
      await page.getByLabel('Email').fill(user.email)
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Log in' }).click()
      const refusal = await page.getByRole('alert').textContent()
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.waitForURL(/\/admin\/users\//)

      expect(refusal).toContain('Email or password is wrong')
    },
  )

  test.each([
    { origin: 'http://auth.example.com', isSaid: true },
    { origin: 'http://localhost', isSaid: false },
  ])('whether the browser drops the session is said at $origin', async ({ origin, isSaid }) => {
    const env = { NODE_ENV: 'production', PUBLIC_URL: 'http://auth.example.com' }
    const plain = await startTestServer({ database: 'sqlite', env })
    await addSuperuser(plain)
    const page = await (await openContext()).newPage()
    // The name is looked up by nobody: what the browser asks of it is asked of the server.
    await page.route(`${origin}/**`, async (route) => {
      const url = new URL(route.request().url())
      const { status, headers, body } = await plain.get(url.pathname)
      await route.fulfill({ status, headers: Object.fromEntries(headers), body: String(body) })
    })

    await page.goto(`${origin}/admin/login/`)
    const notice = page.getByText('was opened without TLS')
    await page.getByRole('button', { name: 'Show password' }).waitFor()

    expect(await notice.isVisible()).toBe(isSaid)
    expect((await plain.get('/admin/login/')).body).toContain('data-needs-tls>')
    expect(plain.logLines.join('')).toContain('config.cookies_lost')
    await plain.close()
  })

  test('log-in, its refusal and log-out are accessible in every look, and call nobody', async () => {
    const user = await addStaff(server)
    await visit(async (page, found) => {
      await page.goto('/admin/login/')
      await found()
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('alert').waitFor()
      expect(await page.evaluate('document.activeElement.id')).toBe('errors')
      await found()

      await page.getByLabel('Email').fill(user.email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Show password' }).click()
      expect(await page.locator('#password').getAttribute('type')).toBe('text')
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('button', { name: `Account ${user.email}` }).click()
      await page.getByRole('menuitem', { name: 'Log out' }).click()
      await page.waitForURL(/\/admin\/login\//)
      await found()
    })
  })

  test('the theme chosen before the login is that of the console', async () => {
    const user = await addStaff(server)
    const page = await (await openContext({ baseURL: server.origin })).newPage()
    await page.goto('/admin/login/')
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Light theme' }).waitFor()
    await page.getByLabel('Email').fill(user.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Log in' }).click()

    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor()
  })

  async function visit(work: (page: Page, found: () => Promise<void>) => Promise<void>) {
    const context = await openContext({ baseURL: server.origin, reducedMotion: 'reduce' })
    const watched = watch(context, server.origin)
    const page = await context.newPage()
    const issues: string[] = []
    await work(page, async () => void issues.push(...(await faultsInEveryLook(page, layoutFaults))))

    expect(issues).toEqual([])
    expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
  }
})
