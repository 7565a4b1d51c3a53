import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { axeViolations, type Watched, watch } from '../support/browser-page.ts'
import { withServer } from '../support/with-server.ts'

const alice = { email: 'alice@example.com', password: 'correct horse battery 9' }

/** What is wrong in the viewers themselves. These lists may only become shorter. */
const knownFaults = {
  '/swagger/': ['color-contrast', 'nested-interactive', 'target-size'],
  '/redoc/': [
    'aria-allowed-attr',
    'aria-required-children',
    'color-contrast',
    'list',
    'nested-interactive',
    'scrollable-region-focusable',
    'target-size',
  ],
} as const

const loginHeading =
  '.opblock-summary-description:text-is("Log in with email and password"), h2:has-text("Log in with email and password")'

describe.skipIf(chromiumPath === undefined)('the viewers in a browser', () => {
  const server = withServer({ database: 'sqlite', env: { PUBLIC_URL: '' } })
  const openContext = withBrowser()

  beforeAll(async () => {
    await server.post('/api/register/', alice)
  })

  // Neither changes with the theme but in contrast, which neither has.
  test.each(['/swagger/', '/redoc/'] as const)(
    '%s shows the document, asks nobody else, and keeps to its policy',
    async (path) => {
      await visit(path, async (page, watched) => {
        await page.waitForSelector(loginHeading)

        const rules = new Set((await axeViolations(page)).map((each) => each.split(':')[0]))
        expect(knownFaults[path]).toEqual(expect.arrayContaining([...rules]))
        // Neither the logo nor the address of the vendor.
        expect(await page.locator('img[src*="redoc"]').count()).toBe(0)
        expect(await page.locator('a[href*="redocly.com"]:visible').count()).toBe(0)
        expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
      })
    },
  )

  test('Swagger UI puts the token of a log-in into the requests that follow', async () => {
    await visit('/swagger/#/Sessions/login', async (page) => {
      const body = page.locator('#operations-Sessions-login textarea')
      await body.fill(JSON.stringify(alice))
      await page.click('#operations-Sessions-login .execute')
      await page.waitForSelector('#operations-Sessions-login .live-responses-table')

      await page.click('#operations-Profile-readProfile .opblock-summary-control')
      const handled = page.waitForResponse('**/api/me/')
      await page.click('#operations-Profile-readProfile .execute')
      const answer = await handled

      expect(answer.status()).toBe(200)
      expect(await answer.json()).toMatchObject({ email: alice.email })
      const stored = await page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])',
      )
      expect(stored).not.toMatch(/eyJ|horse/)
    })
  })

  async function visit(
    path: string,
    work: (page: Page, watched: Watched) => Promise<void>,
  ): Promise<void> {
    const context = await openContext()
    const watched = watch(context, server.origin)
    const page = await context.newPage()
    await page.goto(server.origin + path)
    await work(page, watched).finally(() => context.close())
  }
})
