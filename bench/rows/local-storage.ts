import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { createTestIssuer } from '../../packages/verify/src/test-issuer.ts'
import { launchBrowser } from '../../scripts/chromium.ts'
import { median } from '../support/load.ts'
import { type Row, rounds } from '../support/row.ts'

const address = 'https://app.example.com/'
const calls = 20_000

/** What a valid token in localStorage costs a page in Chromium, by the processor time of its thread. */
export async function localStorageRow(): Promise<Row> {
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.route(address, (route) => route.fulfill({ body: '', contentType: 'text/html' }))
  await page.goto(address)
  await page.addScriptTag({ content: await bundledClient() })
  const issuer = await createTestIssuer()
  const pair = {
    access_token: await issuer.sign({ userId: 1, expiresIn: 3_600 }),
    refresh_token: '0123456789abcdef'.repeat(2),
  }
  await page.evaluate(`
    const { createAuthClient, localStorageStore } = latchkey
    const transport = async () => Response.json(${JSON.stringify(pair)})
    window.auth = createAuthClient({ baseURL: location.origin, storage: localStorageStore(), transport })
    auth.login({ email: 'ann@example.com', password: 'correct horse' })`)
  const ours = await microsecondsOf(page)
  await browser.close()
  const aim = 20
  return {
    name: 'latchkey-client, getAccessToken() with a valid token in localStorage of Chromium',
    against: 'what it may cost',
    ours: `${ours.toFixed(2)} µs`,
    baseline: `${aim} µs`,
    ratio: aim / ours,
    aim: 1,
  }
}

/** The client as a script that leaves `latchkey` behind. */
async function bundledClient(): Promise<string> {
  const entry = fileURLToPath(
    new URL('../../packages/client/src/create-client.ts', import.meta.url),
  )
  const output = await build({
    logLevel: 'silent',
    configFile: false,
    build: { write: false, lib: { entry, formats: ['iife'], name: 'latchkey' } },
  })
  const [result] = Array.isArray(output) ? output : [output]
  const [chunk] = result && 'output' in result ? result.output : []
  return chunk && 'code' in chunk ? chunk.code : ''
}

/** Of processor time for one call; the first round warms up. */
async function microsecondsOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const used = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  const results: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const before = await used()
    await page.evaluate(
      `(async () => { for (let count = 0; count < ${calls}; count += 1) await auth.getAccessToken() })()`,
    )
    if (round > 0) results.push((((await used()) - before) / calls) * 1e6)
  }
  return median(results)
}
