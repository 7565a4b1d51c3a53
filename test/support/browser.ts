import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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
