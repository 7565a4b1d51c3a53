import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user.ts'
import { chromiumPath, launchBrowser } from '../support/browser.ts'
import { addSuperuser } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { fillConsole } from './console-rows.ts'
import { visitConsole } from './console-visit.ts'

/** Of a slow line: 1.6 Mbit/s, in bytes each second. */
const slowThroughput = 1_600_000 / 8

const conditions = [
  { name: 'on this machine', maxMilliseconds: 1_000, slow: async () => {} },
  {
    name: 'with a quarter of the processor and 1.6 Mbit/s',
    maxMilliseconds: 2_500,
    async slow(page: Page) {
      const session = await page.context().newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: slowThroughput,
        uploadThroughput: slowThroughput,
      })
    },
  },
] as const

// The machine has other work too: one quick visit shows that the page can be quick.
const mostVisits = 3

describe.skipIf(!chromiumPath)('the first visit after log-in', () => {
  let server: TestServer
  let browser: Browser
  let admin: User

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startTestServer({ database: 'sqlite' })
    admin = await addSuperuser(server)
    await fillConsole(server, admin)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  describe.each(conditions)('$name', ({ maxMilliseconds, slow }) => {
    test.each(['/admin/', '/admin/users/'])(
      `shows most of %s within ${maxMilliseconds} ms`,
      async (path) => {
        const times: number[] = []
        while (times.length < mostVisits && !times.some((time) => time <= maxMilliseconds)) {
          const crowding = measureCrowding()
          times.push((await timeToLargestPaint(path, slow)) / crowding)
        }

        expect(Math.min(...times), times.join(', ')).toBeLessThanOrEqual(maxMilliseconds)
      },
      60_000,
    )
  })

  /** Nothing is cached but the session. */
  async function timeToLargestPaint(path: string, slow: (page: Page) => Promise<void>) {
    const { page, context, open } = await visitConsole(browser, server, admin, { isNew: true })
    await slow(page)
    await open(path)
    const time = await page.evaluate<number>(`new Promise((found) =>
      new PerformanceObserver((list) => found(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true }))`)
    await context.close()
    return time
  }
})

const probeMilliseconds = 100

/** How many times as long things take because the machine has other work: 1 when it has none. */
function measureCrowding(): number {
  const start = performance.now()
  const used = process.cpuUsage()
  while (process.cpuUsage(used).user < probeMilliseconds * 1_000);
  return Math.max(1, (performance.now() - start) / probeMilliseconds)
}
