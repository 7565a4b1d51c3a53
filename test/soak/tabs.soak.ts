import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
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
    // A machine under load is slower than any network: what comes later than the grace is another matter.
    REFRESH_TOKEN_REUSE_GRACE: process.env['SOAK_GRACE'] ?? '60s',
  })
  const script = (await bundle()).replaceAll('</script', '<\\/script')
  network = await faultyNetwork(server.origin, `<!doctype html><script>${script}</script>`)
  await server.post('/api/register/', credentials)
})
afterAll(async () => {
  network?.close()
  await server?.stop()
})

/** The client, and what people do in a tab: a request now and then. */
const application = `
import { createAuthClient, localStorageStore } from 'latchkey-client'
const auth = createAuthClient({ baseURL: location.origin, storage: localStorageStore() })
const seen = { faults: [], results: {} }
addEventListener('unhandledrejection', ({ reason }) => seen.faults.push(String(reason)))
auth.onAuthStateChange((event, _session, reason) =>
  event === 'SIGNED_OUT' && seen.faults.push('logged out: ' + reason))
let isOver = false
async function work() {
  while (!isOver) {
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1600))
    const result = await auth.fetch('/api/me/').then(({ status }) => status, ({ name }) => name)
    seen.results[result] = (seen.results[result] ?? 0) + 1
  }
}
Object.assign(window, { auth, seen, work, stop: () => (isOver = true) })
`

async function bundle(): Promise<string> {
  const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const entry = source('test/soak/application.js')
  const output = await build({
    logLevel: 'silent',
    configFile: false,
    root: source('.'),
    resolve: { alias: { 'latchkey-client': source('packages/client/src/create-client.ts') } },
    plugins: [
      {
        name: 'application',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? application : null),
      },
    ],
    build: { write: false, lib: { entry, formats: ['iife'], name: 'it' } },
  })
  const [result] = Array.isArray(output) ? output : [output]
  const [chunk] = result && 'output' in result ? result.output : []
  return chunk && 'code' in chunk ? chunk.code : ''
}

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

interface Seen {
  /** Logouts, and promises whose rejection nobody handled. */
  readonly faults: readonly string[]
  readonly results: Readonly<Record<string, number>>
}

/** Has the tabs work until so many tokens have expired or a round is the last, and says how many requests each cost. */
async function untilExpired(
  count: number,
  round: (at: number) => Promise<boolean>,
): Promise<string> {
  const { successors, requests } = network.refreshes
  const [from, before] = [successors.size, requests]
  for (let at = 0; successors.size < from + count && (await round(at)); at += 1) await wait(1_000)
  const tokens = successors.size - from
  return `${((network.refreshes.requests - before) / tokens).toFixed(2)} for each of ${tokens} tokens`
}

test.skipIf(!chromiumPath)(
  'nobody is logged out by any number of tabs, expiries and faults of the network',
  async () => {
    const context = await open()
    const first = await context.newPage()
    await first.goto(`${network.origin}/application`)
    await first.evaluate(`auth.login(${JSON.stringify(credentials)})`)
    const tabs = await Promise.all(Array.from({ length: tabCount }, () => startTab(context)))

    const isLoggedIn = async () => (await first.evaluate('auth.getSession()')) !== null
    const calm = await untilExpired(Math.ceil(expiries / 5), isLoggedIn)
    network.isFaulty = true
    const faulty = await untilExpired(expiries, async (at) => {
      await disturb(context, tabs, at)
      return isLoggedIn()
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
    const { errors, profiles } = network.refreshes
    const counts = { profiles, results, faults: network.counts }
    process.stdout.write(
      `${tabCount} tabs; refresh requests: ${calm}; with faults ${faulty}; ${JSON.stringify(counts)}\n`,
    )
    expect(errors).toEqual([])
    expect(seen.flatMap(({ faults }) => faults)).toEqual([])
    expect(profiles).toBeGreaterThan(expiries)
    expect(stored).toEqual([`latchkey:${network.origin}`])
    expect(sessions).toMatchObject({ data: { results: [{ is_current: true }] } })
    expect(await first.evaluate('auth.getUser()')).toMatchObject({ data: { id: 1 } })
  },
  30 * 60_000,
)
