import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll } from 'vitest'
import { chromiumPath, launchBrowser } from '../../scripts/chromium.ts'

export { chromiumPath }

// Starting one costs a second of processor time, so that all suites of a worker share it.
let browser: Promise<Browser> | undefined

function openBrowser(): Promise<Browser> {
  browser ??= launchBrowser()
  return browser
}

/** Opens profiles of their own in Chromium, which are closed after the suite. */
export function withBrowser(): (options?: BrowserContextOptions) => Promise<BrowserContext> {
  const contexts: BrowserContext[] = []
  afterAll(async () => {
    for (const context of contexts) await context.close()
  })
  return async (options) => {
    const context = await (await openBrowser()).newContext(options)
    // Less than a test may take, so that it says what it waited for.
    context.setDefaultTimeout(110_000)
    contexts.push(context)
    return context
  }
}
