import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-dot-env-'))
  writeFileSync(join(folder, '.env'), 'ACCESS_TOKEN_LIFETIME=77\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lifetimeWith = (environment: NodeJS.ProcessEnv) =>
  execFileSync(process.execPath, [program, 'config', 'get', 'ACCESS_TOKEN_LIFETIME'], {
    cwd: folder,
    env: { PATH: dirname(process.execPath), ...environment },
    encoding: 'utf8',
  }).trim()

test('in development .env is read', () => {
  expect(lifetimeWith({})).toBe('77')
})

test('the environment goes before .env', () => {
  expect(lifetimeWith({ ACCESS_TOKEN_LIFETIME: '78' })).toBe('78')
})

test('in production .env is not read', () => {
  const production = { NODE_ENV: 'production', SECRET_KEY: 'G7f9-Qw2x-Lk4v-Zp8m-Rt6n-Yb3c-Hd5s' }

  expect(lifetimeWith(production)).toBe('30')
})
