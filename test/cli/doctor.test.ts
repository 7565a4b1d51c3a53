import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  createFolder,
  environmentOn,
  latchkeyOn,
  type Outcome,
  runnerOn,
} from '../support/latchkey.ts'
import { startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'
import { withDatabase } from '../support/with-server.ts'

interface Check {
  readonly id: string
  readonly status: string
  readonly text: string
  readonly fix?: string
}

const checkIn = ({ json }: Outcome, id: string): Check | undefined =>
  json.checks.find((check: Check) => check.id === id)

describe.each(databases)('the doctor on %s', (kind) => {
  const database = withDatabase(kind)
  const latchkey = latchkeyOn(database)

  test('finds a server that serves, and its processes', async () => {
    const server = await startServerProcess(environmentOn(database.url))
    const { port } = new URL(server.origin)
    const examined = await latchkey('doctor --json', { env: { PORT: port } })
    await server.stop()
    const afterwards = await latchkey('doctor --json', { env: { PORT: port } })

    expect(examined).toMatchObject({ exit: 0, stderr: '', json: { status: 'warn' } })
    expect(checkIn(examined, 'port')?.text).toMatch(
      / is served by Latchkey [\d.]+, which is ready\.$/,
    )
    expect(checkIn(examined, 'processes')?.text).toContain('1 process is serving')
    expect(checkIn(examined, 'migrations')).toMatchObject({ status: 'ok' })
    expect(checkIn(examined, 'database')?.text).toMatch(/ responds in [\d.]+ ms\.$/)
    expect(checkIn(examined, 'no_superuser')).toMatchObject({
      status: 'warn',
      fix: 'latchkey createsuperuser',
    })
    expect(checkIn(afterwards, 'port')?.text).toMatch(/ is free\.$/)
    expect(checkIn(afterwards, 'processes')?.text).toBe('No process is serving.')
  })
})

describe('the doctor', () => {
  test('says that the port belongs to another program, and exits with 1', async () => {
    const stranger = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
    await new Promise((resolve) => stranger.once('listening', resolve))
    const { port } = stranger.address() as { port: number }
    const examined = await runnerOn({ PORT: String(port) })('doctor --json')
    stranger.close()

    expect(examined.exit).toBe(1)
    expect(checkIn(examined, 'port')).toMatchObject({
      status: 'fail',
      text: `Port ${port} of 127.0.0.1 is used by another program.`,
      fix: 'Stop it, or set PORT to another port.',
    })
  })

  test('goes on when the database is away, and names what is refused', async () => {
    const [away, refused] = await Promise.all([
      runnerOn({ DATABASE_URL: 'postgres://a:canary@127.0.0.1:1/x' })('doctor --json'),
      runnerOn({ PORT: 'nine', WORKERS: '-1' })('doctor --json'),
    ])

    expect([away.exit, refused.exit]).toEqual([1, 1])
    expect(checkIn(away, 'unavailable')).toMatchObject({
      status: 'fail',
      text: 'The database of DATABASE_URL cannot be used: nobody listens at 127.0.0.1:1.',
      fix: 'Is the server running, and are host and port right?',
    })
    expect(checkIn(away, 'proxies')).toBeDefined()
    expect(away.stdout).not.toContain('canary')
    expect(refused.json.checks.map(({ status }: Check) => status)).toEqual(['fail', 'fail'])
  })

  test('tells which address a request counts with, and why', async () => {
    const env = { PUBLIC_URL: 'https://auth.example.com', TRUSTED_PROXIES: '10.0.0.0/8' }
    const latchkey = runnerOn(env)
    const [plain, through, around, chosen] = await Promise.all([
      latchkey('doctor --json'),
      latchkey('doctor --json --peer 10.1.2.3 --forwarded-for 198.51.100.9,10.0.0.7'),
      latchkey('doctor --json --peer 192.0.2.1'),
      latchkey('doctor --json --peer proxy.example.com'),
    ])

    expect(checkIn(plain, 'proxies')).toMatchObject({ status: 'ok' })
    expect(checkIn(plain, 'proxies')?.text).toContain('use https')
    expect(checkIn(through, 'proxies')?.text).toContain('is treated as coming from 198.51.100.9')
    expect(checkIn(around, 'proxies')?.text).toContain('is treated as coming from 192.0.2.1')
    expect(checkIn(around, 'proxies')).toMatchObject({
      status: 'warn',
      fix: 'If 192.0.2.1 is your proxy, add it to TRUSTED_PROXIES.',
    })
    expect(chosen).toMatchObject({ exit: 2, json: { error: { code: 'usage' } } })
  })

  test.skipIf(process.platform === 'win32')(
    'looks whether others can read what is secret',
    async () => {
      const folder = createFolder()
      const secret = join(folder, 'secret.key')
      writeFileSync(secret, 'x'.repeat(40))
      const latchkey = runnerOn({ DATA_DIR: folder })
      chmodSync(folder, 0o755)
      chmodSync(secret, 0o644)
      const open = await latchkey('doctor --json')
      chmodSync(folder, 0o700)
      const closed = await latchkey('doctor --json')

      expect(checkIn(open, 'data_folder')).toMatchObject({ status: 'warn' })
      expect(checkIn(open, 'data_folder')?.fix).toMatch(/^Run: chmod o= /)
      expect(checkIn(closed, 'data_folder')).toMatchObject({ status: 'ok' })
    },
  )

  test('prints what to do below what was found', async () => {
    const { stdout } = await runnerOn({ SECRET_KEY: 'canary-canary-canary-canary-canary' })(
      'doctor',
    )

    expect(stdout).toContain('warn  Migrations\n      Migrations are pending')
    expect(stdout).toContain('      Fix: latchkey migrate')
    expect(stdout).toContain('Set: SECRET_KEY (environment).')
    expect(stdout).not.toContain('canary')
  })
})
