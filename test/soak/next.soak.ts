import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { packPackages, project } from '../support/packed-packages.ts'
import { startServerProcess } from '../support/server-process.ts'

const run = promisify(execFile)
const closers: (() => unknown)[] = []
let origin: string
let credentials: { readonly email: string; readonly password: string }

/** The example as a reader would have it: Next.js from the registry, our package from its tarball. */
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-next-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const { verify } = await packPackages(folder)
  const application = join(folder, 'application')
  cpSync(join(project, 'examples/next'), application, { recursive: true })
  const dependencies = {
    next: '16.4.6',
    react: '19.3.1',
    'react-dom': '19.3.1',
    'latchkey-verify': `file:${verify?.tarball}`,
  }
  writeFileSync(join(application, 'package.json'), JSON.stringify({ type: 'module', dependencies }))
  const environment = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const there = { cwd: application, env: environment, timeout: 300_000 }
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], there)
  await run('npx', ['next', 'build'], there)

  const port = await freePort()
  const server = await startServerProcess({
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ACCESS_TOKEN_LIFETIME: '2s',
  })
  closers.unshift(() => server.stop())
  credentials = { email: 'ann@example.com', password: 'correct horse battery' }
  await server.post('/api/register/', credentials)
  origin = `http://127.0.0.1:${await freePort()}`
  const next = join(application, 'node_modules/.bin/next')
  const child = spawn(next, ['start', '-H', '127.0.0.1', '-p', new URL(origin).port], {
    cwd: application,
    env: { ...environment, AUTH_ISSUER: server.origin },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  closers.unshift(async () => {
    child.kill()
    await once(child, 'exit')
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready')) break
  }
}, 600_000)
afterAll(async () => {
  for (const close of closers) await close()
})

/** A browser's cookies, and what it asks for. */
function visitor() {
  const cookies = new Map<string, string>()
  return async (init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(origin, { ...init, headers: { ...init.headers, cookie } })
    const set = response.headers.getSetCookie()
    for (const one of set) {
      const [, name = '', value = ''] = /^(\w+)=([^;]*)/.exec(one) ?? []
      cookies.set(name, value)
    }
    return { status: response.status, set, text: await response.text() }
  }
}

test('the example with Next.js: who is logged in stays so, past many expiries', async () => {
  const ask = visitor()
  const logIn = (site: string) =>
    ask({
      method: 'POST',
      body: JSON.stringify(credentials),
      headers: { 'sec-fetch-site': site },
    })

  expect((await ask()).text).toBe('{"hello":"stranger"}')
  expect((await logIn('cross-site')).status).toBe(403)
  const login = await logIn('same-origin')
  expect(login.status).toBe(200)
  expect(login.set.every((one) => /HttpOnly/i.test(one) && /Secure/i.test(one))).toBe(true)

  let refreshes = 0
  for (let round = 0; round < 5; round += 1) {
    // Expired by more than clocks may differ.
    await wait(7_500)
    const prefetch = await ask({ headers: { 'next-router-prefetch': '1' } })
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(prefetch.set).toEqual([])
    expect(answers.map(({ text }) => text)).toEqual(Array(3).fill('{"hello":"user 1"}'))
    refreshes += answers.filter(({ set }) => set.length > 0).length
  }
  expect(refreshes).toBeGreaterThanOrEqual(5)
})
