import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startInBackground, stopInBackground } from '../docs/shell.ts'
import { freePort } from '../support/free-port.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8')

/** What .dockerignore lets into the image. */
const allowed = readFileSync(join(project, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1))

let folder: string
let origin: string
let server: Awaited<ReturnType<typeof startInBackground>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-image-'))
  for (const path of allowed.filter((each) => existsSync(join(project, each)))) {
    cpSync(join(project, path), join(folder, 'app', path), { recursive: true })
  }
  symlinkSync(join(project, 'node_modules'), join(folder, 'app', 'node_modules'))

  const port = await freePort()
  origin = `http://localhost:${port}`
  server = await startInBackground('exec node app/bin/latchkey.js runserver', {
    folder,
    environment: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
    },
  })
})

afterAll(async () => {
  await stopInBackground(server)
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  '/readyz',
  '/docs/',
  '/llms.txt',
  '/openapi.json',
  '/openapi.yaml',
  '/swagger/',
  '/redoc/',
  '/admin/login/',
])('with only the files of the image %s is served', async (path) => {
  const { status } = await fetch(`${origin}${path}`)

  expect(status).toBe(200)
})

test('the image does not run as root, stops on SIGTERM and knows whether it is healthy', () => {
  expect(dockerfile).toMatch(/^USER node$/m)
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m)
  expect(dockerfile).toMatch(/^HEALTHCHECK .*CMD \["latchkey", "healthcheck"\]$/m)
})

test('optional packages stay in the image, since binaries come that way', () => {
  expect(dockerfile).not.toMatch(/omit=(dev,)?optional/)
})
