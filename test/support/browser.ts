import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core'
import { afterAll } from 'vitest'
import { chromiumPath } from './chromium-path.ts'

export { chromiumPath }

// Starting one costs a second of processor time, so that all suites of a worker share it.
let browser: Promise<Browser> | undefined

function openBrowser(): Promise<Browser> {
  browser ??= launchBrowser()
  return browser
}

/** Starts Chromium with an empty profile and without anything that calls home. */
export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium')
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
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
