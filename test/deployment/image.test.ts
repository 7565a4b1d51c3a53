import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8')
const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))

/** What .dockerignore lets into the stage that builds. */
const allowed = readFileSync(join(project, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1))

let folder: string
let server: ServerProcess

const copy = (from: string, to: string) => cpSync(from, to, { recursive: true })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-image-'))
  const build = join(folder, 'build')
  for (const path of allowed) copy(join(project, path), join(build, path))
  symlinkSync(join(project, 'node_modules'), join(build, 'node_modules'))
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: build, env: {} })

  const app = join(folder, 'app')
  mkdirSync(app)
  for (const path of filesOfLastStage()) copy(join(build, path), join(app, path))
  symlinkSync(join(project, 'node_modules'), join(app, 'node_modules'))
  server = await startServerProcess({ PATH: '', DATA_DIR: join(folder, 'data') }, { folder: app })
}, 120_000)

afterAll(async () => {
  await server?.stop('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

/** The paths in /app that are copied by name, except the packages. */
function filesOfLastStage(): string[] {
  return [...lastStage.matchAll(/^COPY (--from=build \/app\/)?(?!--)(.+) \S+$/gm)].flatMap(
    ([, , paths = '']) => paths.split(' '),
  )
}

test.each([
  '/readyz',
  '/docs/',
  '/docs/reference/api/',
  '/llms.txt',
  '/openapi.json',
  '/openapi.yaml',
  '/swagger/',
  '/redoc/',
  '/admin/login/',
])('with only the files of the image %s is served', async (path) => {
  const { status } = await fetch(`${server.origin}${path}`)

  expect(status).toBe(200)
})

test('the image runs what was compiled', () => {
  expect(filesOfLastStage()).toContain('build')
  expect(filesOfLastStage()).not.toContain('src')
})

test('the image does not run as root, stops on SIGTERM and knows whether it is healthy', () => {
  expect(lastStage).toMatch(/^USER 1000:1000$/m)
  expect(lastStage).toMatch(/^STOPSIGNAL SIGTERM$/m)
  expect(lastStage).toMatch(/^HEALTHCHECK .*CMD \["latchkey", "healthcheck"\]$/m)
})

test('every base is pinned by its digest, and the last has nothing to run commands with', () => {
  const bases = [...dockerfile.matchAll(/^FROM (\S*:\S+)/gm)].map(([, base]) => base)

  expect(bases).toHaveLength(2)
  for (const base of bases) expect(base).toMatch(/@sha256:[0-9a-f]{64}$/)
  expect(lastStage).not.toMatch(/^RUN /m)
})

test('the labels name the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))

  expect(lastStage).toContain(`org.opencontainers.image.version="${version}"`)
})

test('optional packages stay in the image, since binaries come that way', () => {
  expect(dockerfile).not.toMatch(/omit=(dev,)?optional/)
})
