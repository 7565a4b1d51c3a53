import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../scripts/chromium.ts'
import { administrator, fillLargeDatabase } from '../support/large-database.ts'
import { median } from '../support/load.ts'
import { type Row, rounds } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

const paths = ['/admin/', '/admin/users/'] as const

const conditions = [
  { name: 'on this machine', aim: 1_000, slowDown: async () => {} },
  { name: 'a quarter of the processor, 1.6 Mbit/s', aim: 2_500, slowDown },
] as const

/** From the first request to the largest paint of the console, with nothing cached, against what a person waits for. */
export async function firstVisitRow(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const url = `sqlite:${join(folder, 'large.db')}`
  await fillLargeDatabase(url)
  const latchkey = await startLatchkey({ DATABASE_URL: url })
  const browser = await launchBrowser()
  const cookie = await logIn(latchkey.origin)

  const visits: { name: string; milliseconds: number; aim: number }[] = []
  for (const { name, aim, slowDown } of conditions) {
    for (const path of paths) {
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        times.push(await timeToLargestPaint(browser, latchkey.origin + path, cookie, slowDown))
      }
      visits.push({ name: `${path}, ${name}`, milliseconds: median(times), aim })
    }
  }
  await browser.close()
  await latchkey.stop()
  rmSync(folder, { recursive: true })

  const [slowest] = visits.toSorted(
    (first, second) => first.aim / first.milliseconds - second.aim / second.milliseconds,
  )
  if (!slowest) throw new Error('nothing was visited')
  return {
    name: 'First visit of the console until its largest paint',
    against: 'what a person waits for',
    ours: `${Math.round(slowest.milliseconds)} ms (${slowest.name})`,
    baseline: `${slowest.aim} ms`,
    ratio: slowest.aim / slowest.milliseconds,
    aim: 1,
    details: visits.map(({ name, milliseconds }) => `${Math.round(milliseconds)} ms: ${name}`),
  }
}

async function logIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/admin/login/`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(administrator),
    redirect: 'manual',
  })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function timeToLargestPaint(
  browser: Browser,
  url: string,
  cookie: string,
  slowDown: (page: Page) => Promise<void>,
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: new URL(url).origin }])
  const page = await context.newPage()
  await slowDown(page)
  await page.goto(url)
  await page.locator('h1').waitFor()
  await page.waitForLoadState('networkidle')
  const milliseconds = await page.evaluate<number>(`new Promise((found) =>
    new PerformanceObserver((list) => found(list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true }))`)
  await context.close()
  return milliseconds
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const bytesPerSecond = 1_600_000 / 8
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}
