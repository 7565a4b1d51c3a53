import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config/read-config.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'

const strong = 'G7f9-Qw2x-Lk4v-Zp8m-Rt6n-Yb3c-Hd5s'
const other = 'mV3-pX8-qZ1-rT6-sB9-uD4-wF7-yH2-kJ5'
const folder = mkdtempSync(join(tmpdir(), 'latchkey-config-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (environment: Record<string, string>) =>
  readConfig({ DATA_DIR: folder, ...environment }, pinnableSettings)

/** The variables that are named as wrong. */
function rejected(environment: Record<string, string>): string[] {
  try {
    read(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const values = Object.values(environment).filter((value) => value.length > 10)
    for (const value of values) expect(error.message).not.toContain(value)
    return error.issues.map(({ variable }) => variable)
  }
}

describe('a value that can never work is rejected, and its variable named', () => {
  test.each([
    ['NODE_ENV', 'Production'],
    ['NODE_ENV', 'prod'],
    ['NODE_ENV', 'staging'],
    ['NODE_ENV', 'production '],
    ['HOST', 'http://127.0.0.1'],
    ['HOST', '127.0.0.1:8000'],
    ['HOST', 'a b'],
    ['ALLOWED_HOSTS', 'https://a.example.com'],
    ['ALLOWED_HOSTS', 'a.example.com:9112'],
    ['ALLOWED_HOSTS', 'a.example.com/auth'],
    ['ALLOWED_HOSTS', '*.example.com'],
    ['CORS_ALLOWED_ORIGINS', 'https://*.example.com'],
    ['CORS_ALLOWED_ORIGINS', 'a.example.com'],
    ['CORS_ALLOWED_ORIGINS', '*'],
    ['PUBLIC_URL', 'https://*.example.com'],
    ['PUBLIC_URL', 'https://example.com/auth?x'],
    ['PUBLIC_URL', 'https://example.com/api'],
    ['PUBLIC_URL', 'https://example.com/admin/auth'],
    ['PUBLIC_URL', 'https://example.com/a b'],
    ['SECRET_KEY', `${strong},${other}`],
    ['SECRET_KEY', `${strong}\n${other}`],
    ['JWT_AUDIENCE', 'a\tb'],
  ])('%s=%j', (name, value) => {
    expect(rejected({ [name]: value })).toEqual([name])
  })

  test('a password of two lines', () => {
    const env = { SUPERUSER_EMAIL: 'a@example.com', SUPERUSER_PASSWORD: 'first line\nsecond' }

    expect(rejected(env)).toContain('SUPERUSER_PASSWORD')
  })

  test('one half of what makes a superuser names the half that is there', () => {
    expect(rejected({ SUPERUSER_EMAIL: 'a@example.com' })).toEqual(['SUPERUSER_EMAIL'])
    expect(rejected({ SUPERUSER_PASSWORD: 'secret words' })).toEqual(['SUPERUSER_PASSWORD'])
  })

  test('several workers on a database in memory', () => {
    expect(rejected({ DATABASE_URL: 'sqlite::memory:', WORKERS: '2' })).toEqual(['WORKERS'])
  })

  test('the current secret among those that it replaced', () => {
    const env = { SECRET_KEY: strong, SECRET_KEY_FALLBACKS: `${other},${strong}` }

    expect(rejected(env)).toEqual(['SECRET_KEY_FALLBACKS'])
  })
})

describe('forms that mean the same are taken as such', () => {
  test.each([
    ['[::]', '::'],
    ['[::1]', '::1'],
    ['0.0.0.0', '0.0.0.0'],
    ['localhost', 'localhost'],
  ])('HOST=%s', (given, host) => {
    expect(read({ HOST: given }).host).toBe(host)
  })

  test.each([
    ['https://Example.com/', 'https://example.com', ''],
    ['https://example.com/auth/', 'https://example.com/auth', '/auth'],
    ['https://example.com/a/b.c', 'https://example.com/a/b.c', '/a/b.c'],
    ['https://example.com/api-1', 'https://example.com/api-1', '/api-1'],
  ])('PUBLIC_URL=%s', (given, publicUrl, basePath) => {
    expect(read({ PUBLIC_URL: given })).toMatchObject({ publicUrl, basePath })
  })

  test('hosts in capitals, of subdomains and in IPv6', () => {
    const { allowedHosts } = read({ ALLOWED_HOSTS: 'Auth.Example.com, .example.org, ::1, *' })

    expect(allowedHosts).toEqual(
      expect.arrayContaining(['auth.example.com', '.example.org', '[::1]', '*']),
    )
  })
})

describe('in production every secret is held to the same rules', () => {
  const weak = [
    ['short', 'abc'],
    ['published', 'django-insecure-0123456789-0123456789-0123456789'],
    ['one character', 'x'.repeat(40)],
    ['a repeated piece', 'Qw2x-Lk4v-'.repeat(5)],
    ['an alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789'],
    ['an alphabet backwards', 'zyxwvutsrqponmlkjihgfedcba9876543210'],
  ] as const

  test.each(weak)('SECRET_KEY, %s', (_name, value) => {
    expect(rejected({ NODE_ENV: 'production', SECRET_KEY: value })).toEqual(['SECRET_KEY'])
  })

  test.each(weak)('one of SECRET_KEY_FALLBACKS, %s', (_name, value) => {
    const fallbacks = { SECRET_KEY: strong, SECRET_KEY_FALLBACKS: `${other},${value}` }

    expect(rejected({ NODE_ENV: 'production', ...fallbacks })).toEqual(['SECRET_KEY_FALLBACKS'])
  })

  test('a file that everybody may read', () => {
    const file = join(folder, 'readable')
    writeFileSync(file, `${other}\n`, { mode: 0o644 })
    const files = { SECRET_KEY: strong, SECRET_KEY_FALLBACKS_FILE: file }

    expect(rejected({ NODE_ENV: 'production', ...files })).toEqual(['SECRET_KEY_FALLBACKS_FILE'])
  })

  test('strong ones pass', () => {
    const fallbacks = { SECRET_KEY: strong, SECRET_KEY_FALLBACKS: other }

    expect(rejected({ NODE_ENV: 'production', ...fallbacks })).toEqual([])
  })
})

test('a misspelled variable is reported with the one that was meant', () => {
  const { misspelled } = read({
    DATABSE_URL: 'sqlite:x',
    LATCHKEY_SECRET_KEY: strong,
    ACCESS_TOKEN_LIFETMIE: '60',
    ALLOWED_HOST: 'a',
    HOSTNAME: 'fine',
    POSTGRES_HOST: '',
  })

  expect(misspelled).toEqual([
    { name: 'DATABSE_URL', meant: 'DATABASE_URL' },
    { name: 'LATCHKEY_SECRET_KEY', meant: 'SECRET_KEY' },
    { name: 'ACCESS_TOKEN_LIFETMIE', meant: 'ACCESS_TOKEN_LIFETIME' },
    { name: 'ALLOWED_HOST', meant: 'ALLOWED_HOSTS' },
  ])
})
