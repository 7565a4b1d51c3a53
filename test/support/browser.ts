import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core'
import { afterAll } from 'vitest'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where Chromium is: CHROMIUM_PATH, else where distributions put it. */
export const chromiumPath =
  process.env['CHROMIUM_PATH'] ?? places.find((place) => existsSync(place))

if (chromiumPath === undefined) {
  if (process.env['REQUIRE_CHROMIUM'] === '1') {
    throw new Error('REQUIRE_CHROMIUM=1, but there is no Chromium to test with.')
  }
  const line = 'NO CHROMIUM WAS FOUND: TESTS IN THE BROWSER ARE SKIPPED'
  const frame = '!'.repeat(line.length + 8)
  process.stderr.write(`\n${frame}\n!!! ${line} !!!\n${frame}\n\n`)
}

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
    context.setDefaultTimeout(60_000)
    contexts.push(context)
    return context
  }
}
