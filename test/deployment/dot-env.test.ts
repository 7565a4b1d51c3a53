import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config/read-config.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'

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

test('each value says whether it comes from the file, the environment or nowhere', () => {
  writeFileSync(join(folder, '.env'), 'ACCESS_TOKEN_LIFETIME=77\nPORT=8123\nJWT_AUDIENCE=file\n')
  const told = execFileSync(process.execPath, [program, 'info', '--json'], {
    cwd: folder,
    env: { PATH: dirname(process.execPath), JWT_AUDIENCE: 'environment' },
    encoding: 'utf8',
  })
  const { configuration }: { configuration: { key: string; value: unknown; source: string }[] } =
    JSON.parse(told)
  const entry = (name: string) => configuration.find(({ key }) => key === name)

  expect(entry('PORT')).toMatchObject({ value: 8123, source: 'file' })
  expect(entry('JWT_AUDIENCE')).toMatchObject({ value: 'environment', source: 'environment' })
  expect(entry('WORKERS')).toMatchObject({ source: 'default' })
})

test('a flag goes before both, and says so', () => {
  const environment = { PORT: '8124', SECRET_KEY: 'x'.repeat(40) }
  const origins = { flags: ['PORT'], file: { PORT: '8123', SECRET_KEY: 'x'.repeat(40) } }

  const { port, given } = readConfig(environment, pinnableSettings, origins)

  expect([port, given.get('PORT'), given.get('SECRET_KEY')]).toEqual([8_124, 'flag', 'file'])
})

test('a value that a # ends is warned about with its line, and without the value', () => {
  const lines = [
    '# a#b',
    'SECRET_KEY=django-insecure-q7#w2',
    'JWT_AUDIENCE="a#b"',
    'PORT=8123 # c',
    'HOST=x#y',
  ]
  writeFileSync(join(folder, '.env'), lines.join('\n'))
  const { stderr } = spawnSync(
    process.execPath,
    [program, 'config', 'get', 'ACCESS_TOKEN_LIFETIME'],
    {
      cwd: folder,
      env: { PATH: dirname(process.execPath), HOST: '127.0.0.1' },
      encoding: 'utf8',
    },
  )

  expect(stderr.match(/^Warning: .*$/gm)).toEqual([
    'Warning: .env, line 2: SECRET_KEY ends before the #. Quote the value if # is part of it.',
  ])
})
