import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../scripts/chromium.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { applicationPage, type Seen } from './application.ts'
import { type FaultyNetwork, faultyNetwork } from './faulty-network.ts'
import { type FreezableTab, startFreezableBrowser } from './freezable-browser.ts'

const credentials = { email: 'ann@example.com', password: 'correct horse battery' }

let server: ServerProcess
let page: string
let network: FaultyNetwork
let browser: Awaited<ReturnType<typeof startFreezableBrowser>>
const closers: (() => unknown)[] = []

beforeAll(async () => {
  if (!chromiumPath) return
  server = await startServerProcess({ ACCESS_TOKEN_LIFETIME: '2s' })
  await server.post('/api/register/', credentials)
  page = await applicationPage()
  browser = await startFreezableBrowser()
})
/** An origin of its own, and so a session that no other test has. */
beforeEach(async () => {
  network = await faultyNetwork(server.origin, page)
  closers.push(() => network.close())
})
afterAll(async () => {
  await browser?.close()
  for (const close of closers) close()
  await server?.stop()
})

async function openTabs(count: number): Promise<FreezableTab[]> {
  const tabs: FreezableTab[] = []
  for (let at = 0; at < count; at += 1) {
    const tab = await browser.open(`${network.origin}/application`)
    await until(() => tab.evaluate<boolean>('"auth" in window'))
    tabs.push(tab)
  }
  await tabs[0]?.evaluate(`auth.login(${JSON.stringify(credentials)})`)
  return tabs
}

const lifecycle = (tab: FreezableTab, state: 'active' | 'frozen') =>
  tab.send('Page.setWebLifecycleState', { state })

async function until(isIt: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isIt())) await wait(20)
}

/** Has the tab refresh, and freezes it as soon as the server has answered: it is busy, and does not hear the response. */
async function freezeWhileBusy(tab: FreezableTab): Promise<string> {
  await until(() =>
    tab.evaluate(`JSON.parse(Object.values(localStorage)[0]).expiresAt < Date.now()`),
  )
  const patterns = [{ urlPattern: '*/api/refresh/', requestStage: 'Response' }]
  await tab.send('Fetch.enable', { patterns })
  const paused = tab.next('Fetch.requestPaused')
  await tab.evaluate('void (window.result = request())')
  const { requestId } = await paused
  await lifecycle(tab, 'frozen')
  void letThrough(tab)
  return String(requestId)
}

/** What the tab sends later is not held back. */
async function letThrough(tab: FreezableTab): Promise<never> {
  for (;;) {
    const { requestId } = await tab.next('Fetch.requestPaused')
    await tab.send('Fetch.continueResponse', { requestId })
  }
}

/** What becomes of a response while nobody can hear it. */
const ends: Record<string, (tab: FreezableTab, requestId: string) => Promise<unknown>> = {
  'arrives meanwhile': (tab, requestId) => tab.send('Fetch.continueResponse', { requestId }),
  'never comes': async () => undefined,
}

describe.skipIf(!chromiumPath)('tabs that share a session', () => {
  test.each(Object.keys(ends))(
    'one frozen while it refreshes does not hold up the others, and goes on with their token: its response %s',
    async (name) => {
      const [frozen, other] = (await openTabs(2)) as [FreezableTab, FreezableTab]
      const requestId = await freezeWhileBusy(frozen)
      const from = performance.now()
      // Nothing thaws the other tab before this is over.
      const meanwhile = await other.evaluate('request()')
      const waited = Math.round(performance.now() - from)
      // Two refreshes later the server takes the token that the frozen tab presented for stolen.
      const { successors } = network.refreshes
      await until(async () => {
        await other.evaluate('request()')
        return network.refreshes.successors >= successors + 2
      })
      await ends[name]?.(frozen, requestId)
      await lifecycle(frozen, 'active')
      const thawed = await frozen.evaluate('result')
      const token = await frozen.evaluate('auth.getAccessToken()')
      const stored = await other.evaluate('JSON.parse(Object.values(localStorage)[0]).access')
      const seen = [await frozen.evaluate<Seen>('seen'), await other.evaluate<Seen>('seen')]

      process.stdout.write(`a tab was held up for ${waited} ms by one that was frozen\n`)
      expect([meanwhile, thawed]).toEqual([200, 200])
      expect(token).toBe(stored)
      expect(network.refreshes.faults).toEqual([])
      expect(network.refreshes.overtaken).toBe(0)
      expect(seen).toMatchObject([
        { logouts: 0, rejections: [] },
        { logouts: 0, rejections: [] },
      ])
    },
  )

  test('one that is slow and one that is frozen now and then log nobody out', async () => {
    const tabs = (await openTabs(3)) as [FreezableTab, FreezableTab, FreezableTab]
    const [slow, hidden] = tabs
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 20 })
    for (const tab of tabs) await tab.evaluate('void work()')
    const { refreshes } = network
    for (let round = 1; round <= 3; round += 1) {
      await lifecycle(hidden, 'frozen')
      await until(() => refreshes.successors >= 2 * round)
      await lifecycle(hidden, 'active')
      const { results } = await hidden.evaluate<Seen>('seen')
      await until(
        async () => (await hidden.evaluate<Seen>('seen')).results['200'] !== results['200'],
      )
    }
    for (const tab of tabs) await tab.evaluate('stop()')
    const seen = await Promise.all(tabs.map((tab) => tab.evaluate<Seen>('seen')))

    expect(refreshes.faults).toEqual([])
    expect(refreshes.overtaken).toBe(0)
    for (const { logouts, rejections, results } of seen) {
      expect({ logouts, rejections }).toEqual({ logouts: 0, rejections: [] })
      expect(Object.keys(results)).toEqual(['200'])
    }
  })
})
