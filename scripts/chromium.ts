import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// The same engine without a window takes half the processor time.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where Chromium is: CHROMIUM_PATH, else where distributions put it. */
export const chromiumPath =
  process.env['CHROMIUM_PATH'] ?? places.find((place) => existsSync(place))

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
