import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook, type Watched, watch } from '../support/browser-page.ts'
import { withServer } from '../support/with-server.ts'
import { alice, logIn } from './log-in.ts'

describe.skipIf(chromiumPath === undefined)('in every look', () => {
  const server = withServer({ database: 'sqlite', env: { PUBLIC_URL: '' } })
  const openContext = withBrowser()

  beforeAll(async () => {
    await server.post('/api/register/', alice)
    await server.context.db
      .updateTable('users')
      .set({ is_superuser: true, is_staff: true })
      .execute()
  })

  test.each(['/api/', '/api/register/', '/api/me/', '/api/admin/users/', '/api/nothing/'])(
    'the API page %s is accessible, fits, and keeps to its policy, logged out and in',
    async (path) => {
      await visit(path, async (page) => {
        await openAll(page)
        expect(await faultsInEveryLook(page)).toEqual([])

        await logIn(page)
        await openAll(page)
        expect(await faultsInEveryLook(page)).toEqual([])
      })
    },
  )

  test.each([
    '/docs/',
    '/docs/start/',
    '/docs/guides/verify-tokens/',
    '/docs/reference/settings/',
    '/docs/reference/error-codes/',
    '/docs/reference/api/',
    '/docs/reference/api/users/',
    '/docs/reference/command-line/config/',
    '/docs/decisions/',
    '/docs/nothing-here/',
  ])('the page of the manual %s is accessible, fits, and keeps to its policy', async (path) => {
    await visit(path, async (page) => {
      expect(await faultsInEveryLook(page)).toEqual([])
    })
  })

  async function visit(path: string, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await openContext({ reducedMotion: 'reduce' })
    const watched: Watched = watch(context, server.origin)
    const page = await context.newPage()
    await page.goto(server.origin + path)
    await work(page).finally(() => context.close())
    expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
  }
})

/** Hidden parts count too. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
}
