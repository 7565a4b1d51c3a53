import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { applicationPage, type Seen } from './application.ts'
import { type FaultyNetwork, faultyNetwork } from './faulty-network.ts'

const tabCount = Number(process.env['SOAK_TABS'] ?? 20)
const expiries = Number(process.env['SOAK_EXPIRIES'] ?? 100)
const credentials = { email: 'ann@example.com', password: 'correct horse battery' }
const open = withBrowser()

let server: ServerProcess
let network: FaultyNetwork
beforeAll(async () => {
  server = await startServerProcess({
    ACCESS_TOKEN_LIFETIME: process.env['SOAK_LIFETIME'] ?? '2s',
  })
  network = await faultyNetwork(server.origin, await applicationPage())
  await server.post('/api/register/', credentials)
})
afterAll(async () => {
  network?.close()
  await server?.stop()
})

/** What befalls tabs besides: one is frozen, one is closed while it works, the browser goes offline. */
async function disturb(context: BrowserContext, tabs: Page[], round: number): Promise<void> {
  const at = round % tabs.length
  const tab = tabs[at] as Page
  if (round % 3 === 0) {
    // What a visible tab does not do for setWebLifecycleState: nothing of it runs.
    const session = await context.newCDPSession(tab)
    await session.send('Debugger.enable')
    await session.send('Debugger.pause')
    await wait(3_000)
    await session.send('Debugger.disable')
    await session.detach()
  } else if (round % 3 === 1) {
    await tab.close()
    tabs[at] = await startTab(context)
  } else {
    await context.setOffline(true)
    await wait(1_000)
    await context.setOffline(false)
  }
}

async function startTab(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(`${network.origin}/application`)
  await tab.evaluate('void work()')
  return tab
}

/** Has the tabs work until so many tokens have expired, and says how many refreshes reached the server for each of them. */
async function untilExpired(count: number, round: (at: number) => Promise<unknown>) {
  const { refreshes } = network
  const { successors, requests, lost } = refreshes
  for (let at = 0; refreshes.successors < successors + count; at += 1) {
    await round(at)
    await wait(1_000)
  }
  const tokens = refreshes.successors - successors
  const all = refreshes.requests - requests
  return { tokens, all: all / tokens, needed: (all - (refreshes.lost - lost)) / tokens }
}

test.skipIf(!chromiumPath)(
  'nobody is logged out by any number of tabs, expiries and faults of the network',
  async () => {
    const context = await open()
    const first = await context.newPage()
    await first.goto(`${network.origin}/application`)
    const logIn = async () => {
      const session = await first.evaluate('auth.getSession()')
      if (!session) await first.evaluate(`auth.login(${JSON.stringify(credentials)})`)
    }
    await logIn()
    const tabs = await Promise.all(Array.from({ length: tabCount }, () => startTab(context)))

    const calm = await untilExpired(Math.ceil(expiries / 5), logIn)
    network.isFaulty = true
    const faulty = await untilExpired(expiries, async (at) => {
      await disturb(context, tabs, at)
      await logIn()
    })
    network.isFaulty = false
    for (const tab of tabs) await tab.evaluate('stop()')
    const seen = (await Promise.all(tabs.map((tab) => tab.evaluate('seen')))) as Seen[]
    const stored = await first.evaluate('Object.keys(localStorage)')
    const sessions = await first.evaluate('auth.sessions.list()')

    const results: Record<string, number> = {}
    for (const { results: own } of seen)
      for (const [result, count] of Object.entries(own))
        results[result] = (results[result] ?? 0) + count
    const { faults, overtaken, requests, lost, successors } = network.refreshes
    const counts = { calm, faulty, overtaken, profiles: network.profiles(), results }
    process.stdout.write(`${tabCount} tabs: ${JSON.stringify({ ...counts, ...network.counts })}\n`)
    expect(faults).toEqual([])
    expect(seen.flatMap(({ rejections }) => rejections)).toEqual([])
    expect(seen.filter(({ logouts }) => logouts > overtaken)).toEqual([])
    // A response that was lost has to be asked for again.
    expect((requests - lost) / successors).toBeLessThanOrEqual(1.2)
    expect(network.profiles()).toBeGreaterThan(expiries)
    expect(stored).toEqual([`latchkey:${network.origin}`])
    expect(sessions).toMatchObject({ data: { results: [{ is_current: true }] } })
    expect(await first.evaluate('auth.getUser()')).toMatchObject({ data: { id: 1 } })
  },
  30 * 60_000,
)
