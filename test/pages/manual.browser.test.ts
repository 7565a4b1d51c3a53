import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook, type Watched, watch } from '../support/browser-page.ts'
import { withServer } from '../support/with-server.ts'

describe.skipIf(chromiumPath === undefined)('the manual in a browser', () => {
  const server = withServer({ database: 'sqlite', env: { PUBLIC_URL: '' } })
  const openContext = withBrowser()

  test('the contents mark the heading that is being read', async () => {
    await visit({ viewport: { width: 1280, height: 700 } }, async (page) => {
      await page.goto(`${server.origin}/docs/reference/error-codes/#not_found`)

      await page.waitForSelector('#contents a[aria-current][href="#not_found"]')
      expect(await page.locator('#contents a[aria-current]').count()).toBe(1)
    })
  })

  test('a chosen theme holds on the next page', async () => {
    await visit({ colorScheme: 'light' }, async (page) => {
      await page.goto(`${server.origin}/docs/`)
      await page.selectOption('#theme', 'dark')
      await page.click('a[rel="next"]')
      await page.waitForURL('**/docs/start/')

      expect(await page.inputValue('#theme')).toBe('dark')
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(20, 22, 27)',
      )
    })
  })

  test('an example is copied as it is written, and the page says so', async () => {
    await visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await page.goto(`${server.origin}/docs/start/`)
      const example = page.locator('.example').first()
      await example.locator('button').click()
      await page.waitForSelector('#events:text-is("Copied")', { state: 'attached' })

      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
        await example.locator('code').textContent(),
      )
    })
  })

  test('a chosen alternative holds for the page and the next visit, by keyboard too', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/docs/guides/verify-tokens/`)
      await page.getByRole('tab', { name: 'npm', exact: true }).focus()
      await page.keyboard.press('ArrowRight')
      expect(await page.isVisible('pre:has-text("pnpm add jose")')).toBe(true)
      expect(await page.isVisible('[data-label="npm"] pre')).toBe(false)
      await page.getByRole('tab', { name: 'Hono' }).click()
      await page.reload()

      const selected = page.locator('[role="tab"][aria-selected="true"]')
      expect(await selected.allTextContents()).toEqual(['Hono', 'pnpm'])
    })
  })

  test('the keyboard alone finds a section and opens it', async () => {
    await visit({}, async (page, watched) => {
      await page.goto(`${server.origin}/docs/`)
      await page.keyboard.press('/')
      await page.keyboard.type('invalid_credentials')
      await page.waitForSelector('#search-results a')
      expect(await faultsInEveryLook(page)).toEqual([])
      await page.keyboard.press('Enter')
      await page.waitForURL('**/docs/reference/error-codes/#invalid_credentials')

      expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
    })
  })

  test('a search without a result says so, and Escape closes it', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/docs/`)
      await page.fill('#search-field', 'qqqqzzzz')
      await page.waitForSelector('#search-results:has-text("No section matches")')
      await page.keyboard.press('Escape')

      expect(await page.locator('#search-results li').count()).toBe(0)
    })
  })

  test('a search that could not be loaded says so, and works with the next letter', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/docs/`)
      await page.route('**/manual-index*', (route) => route.abort(), { times: 1 })
      await page.fill('#search-field', 'rotat')
      await page.waitForSelector('#search-results:has-text("could not be loaded")')
      await page.fill('#search-field', 'rotate')

      await page.waitForSelector('#search-results a')
    })
  })

  test('no button covers an example, however long its lines are', async () => {
    await visit({ viewport: { width: 1280, height: 700 } }, async (page) => {
      await page.goto(`${server.origin}/docs/start/`)
      const boxes = await page.locator('.example').evaluateAll((examples) =>
        examples.map((example) => {
          const right = example.querySelector('pre')?.getBoundingClientRect().right ?? Infinity
          return right <= (example.querySelector('button')?.getBoundingClientRect().left ?? 0)
        }),
      )

      expect(boxes.length).toBeGreaterThan(5)
      expect(boxes).not.toContain(false)
    })
  })

  test('without JavaScript everything can be read, and nothing is offered that would not work', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.origin}/docs/start/`)

      expect(await page.isVisible('#pages a[aria-current="page"]')).toBe(true)
      expect(await page.isVisible('#theme')).toBe(false)
      await page.goto(`${server.origin}/docs/guides/verify-tokens/`)
      expect(await page.isVisible('pre:has-text("pnpm add jose")')).toBe(true)
      expect(await page.locator('[data-copy-example]').first().isVisible()).toBe(false)
    })
  })

  async function visit(
    options: BrowserContextOptions,
    work: (page: Page, watched: Watched) => Promise<void>,
  ): Promise<void> {
    const context = await openContext(options)
    const watched = watch(context, server.origin)
    await work(await context.newPage(), watched).finally(() => context.close())
  }
})
