import type { ChildProcess } from 'node:child_process'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInBackground, stopInBackground } from '../docs/shell.ts'
import { freePort } from '../support/free-port.ts'

const run = promisify(execFile)
const admin = { email: 'admin@example.com', password: 'a long password 12' }

// It asks the registry, and takes longer than all other tests: `npm run test:package`, and .ci/run.
describe.skipIf(process.env['TEST_PACKAGE'] !== '1')('the package in an empty folder', () => {
  let folder: string
  let origin: string
  let environment: NodeJS.ProcessEnv
  let server: ChildProcess | undefined
  const installed = (path: string) => join(folder, 'node_modules/latchkey', path)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-package-'))
    const port = await freePort()
    origin = `http://localhost:${port}`
    environment = { ...process.env, NODE_ENV: '', PATH: pathWithoutPackages(), PORT: String(port) }

    const packing = await run('npm', ['pack', '--json', '--pack-destination', folder])
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
    expect(tarball, packing.stderr).toBeDefined()
    const options = { cwd: folder, env: environment }
    await run('npm', ['install', `./${tarball}`, '--omit=dev', '--ignore-scripts'], options)
    const account = ['--email', admin.email, '--password-stdin']
    const creating = run('npx', ['latchkey', 'createsuperuser', ...account], options)
    creating.child.stdin?.end(admin.password)
    await creating
    server = await startInBackground('exec npx latchkey runserver', { folder, environment })
  }, 600_000)

  afterAll(async () => {
    if (server) await stopInBackground(server)
    rmSync(folder, { recursive: true, force: true })
  })

  test('it has compiled code and no sources', () => {
    expect(existsSync(installed('build/server/main.js'))).toBe(true)
    expect(existsSync(installed('src'))).toBe(false)
  })

  test('it serves the API', async () => {
    const response = await fetch(`${origin}/api/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    })

    expect(await response.json()).toMatchObject({ access_token: expect.stringMatching(/^eyJ/) })
  })

  test('it serves the console', async () => {
    const login = await fetch(`${origin}/admin/login/`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams(admin),
      redirect: 'manual',
    })
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
    const page = await (await fetch(`${origin}/admin/`, { headers: { cookie } })).text()

    expect(page).toContain('<div id="root">')
    await expectFilesOf(page)
  })

  test.each(['/api/', '/swagger/', '/redoc/', '/docs/', '/docs/reference/api/'])(
    'it serves %s with its scripts and styles',
    async (path) => {
      const response = await fetch(`${origin}${path}`, { headers: { accept: 'text/html' } })

      expect(response.status).toBe(200)
      await expectFilesOf(await response.text())
    },
  )

  async function expectFilesOf(page: string): Promise<void> {
    const files = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg))"/g)]
    expect(files).not.toEqual([])
    for (const [, file = ''] of files) {
      expect((await fetch(origin + file)).status, file).toBe(200)
    }
  }
})

/** Without the commands of this checkout: what is not in the package must not be found. */
function pathWithoutPackages(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.filter((each) => !each.includes('node_modules')).join(delimiter)
}
