import { existsSync } from 'node:fs'

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
