import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databaseLocation, Issue } from '../../src/config/value-parsers.ts'
import { connect } from '../../src/database/connect.ts'
import { createFolder, environmentOn, runnerOn } from '../support/latchkey.ts'
import { databaseUrl, runOnPostgres } from '../support/postgres.ts'
import { createTestDatabase, databases } from '../support/test-database.ts'

async function execute(url: string, statement: string): Promise<void> {
  const location = databaseLocation(url)
  if (location instanceof Issue) throw new Error(location.expectation)
  const connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
  await sql.raw(statement).execute(connection.db)
  await connection.close()
}

/** A database in which nothing was ever migrated. */
async function createEmptyDatabase(kind: (typeof databases)[number]) {
  if (kind === 'sqlite') {
    return { url: `sqlite:${join(createFolder(), 'empty.db')}`, drop: async () => {} }
  }
  const server = process.env['LATCHKEY_TEST_POSTGRES'] ?? ''
  const name = `latchkey_empty_${process.pid}_${Math.random().toString(36).slice(2)}`
  await runOnPostgres(server, `create database ${name}`)
  return {
    url: databaseUrl(server, name),
    drop: () => runOnPostgres(server, `drop database if exists ${name} with (force)`),
  }
}

describe('a configuration that is refused', () => {
  test('names all errors at once, and no value', async () => {
    const latchkey = runnerOn({})
    const refused = await latchkey('users list --json', {
      env: {
        PORT: 'canary-1',
        WORKERS: 'canary-2',
        PUBLIC_URL: 'canary-3',
        DATABASE_URL: 'canary-4',
      },
    })

    expect(refused.exit).toBe(3)
    expect(refused.json.error.code).toBe('configuration')
    for (const name of ['PORT', 'WORKERS', 'PUBLIC_URL', 'DATABASE_URL']) {
      expect(refused.json.error.message).toContain(`${name}: expected`)
    }
    expect(refused.stdout + refused.stderr).not.toContain('canary')
  })

  test('includes pinned settings that contradict each other', async () => {
    const latchkey = runnerOn({ PORT: '0' })
    const env = { ACCESS_TOKEN_LIFETIME: '2h', REFRESH_TOKEN_LIFETIME: '1h' }

    const refused = await latchkey('runserver', { env })

    expect(refused.exit).toBe(3)
    expect(refused.stderr).toContain('ACCESS_TOKEN_LIFETIME: expected a value that agrees with')
    expect(refused.stderr).toContain('REFRESH_TOKEN_LIFETIME: expected a value that agrees with')
  })

  test('includes production without SECRET_KEY, for every command that needs it', async () => {
    const latchkey = runnerOn({ NODE_ENV: 'production' })
    const [server, users] = await Promise.all([latchkey('runserver'), latchkey('users list')])

    expect([server.exit, users.exit]).toEqual([3, 3])
    expect(server.stderr).toContain(
      'SECRET_KEY: expected a secret; print one with: latchkey secret',
    )
  })

  test('includes a data folder that cannot be one', async () => {
    const folder = createFolder()
    const latchkey = runnerOn({ DATA_DIR: join(process.execPath, 'below') }, folder)

    expect(await latchkey('users list')).toMatchObject({ exit: 3 })
  })

  test('is a list of findings for check', async () => {
    const latchkey = runnerOn({ NODE_ENV: 'production', PORT: 'x' })
    const checked = await latchkey('check --json')

    expect(checked.exit).toBe(1)
    expect(checked.json.findings).toHaveLength(2)
  })
})

test('an address that this machine does not have is exit 3, and not the fault of the database', async () => {
  const latchkey = runnerOn({})
  const [unknown, foreign] = await Promise.all([
    latchkey('runserver', { env: { HOST: 'no-such-host.invalid' } }),
    latchkey('runserver', { env: { HOST: '192.0.2.1' } }),
  ])

  for (const { exit, stderr } of [unknown, foreign]) {
    expect(exit).toBe(3)
    expect(stderr).toContain('HOST: this machine has no address')
    expect(stderr).not.toContain('DATABASE_URL')
  }
})

describe('a database that cannot be used', () => {
  test('is exit 4, and info works without it', async () => {
    const latchkey = runnerOn(environmentOn('postgres://someone:canary@127.0.0.1:1/none'))
    const [users, info] = await Promise.all([
      latchkey('users list --json'),
      latchkey('info --json'),
    ])

    expect(users).toMatchObject({ exit: 4, json: { error: { code: 'unavailable' } } })
    expect(info.json.settings).toBeNull()
    expect(info.stdout + users.stdout).not.toContain('canary')
  })
})

describe.each(databases)('migrations on %s', (kind) => {
  test('are executed once by two processes at once', async () => {
    const database = await createEmptyDatabase(kind)
    const latchkey = runnerOn(environmentOn(database.url))

    const before = await latchkey('migrate --check --json')
    const both = await Promise.all([latchkey('migrate --json'), latchkey('migrate --json')])
    const after = await latchkey('migrate --check')
    await database.drop()

    expect(before.exit).toBe(4)
    expect(before.json.migrations[0]).toEqual({ name: '0001-initial', executed_at: null })
    expect(both.map(({ exit }) => exit)).toEqual([0, 0])
    const executed = both.map(({ json }) => json.executed.length).sort()
    expect(executed[0]).toBe(0)
    expect(executed[1]).toBeGreaterThan(0)
    expect(after.exit).toBe(0)
  })

  test('of a newer program are refused by name', async () => {
    const database = await createTestDatabase(kind)
    const latchkey = runnerOn(environmentOn(database.url))
    await execute(
      database.url,
      "insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030')",
    )
    const [server, migrate, users] = await Promise.all([
      latchkey('runserver'),
      latchkey('migrate'),
      latchkey('users list --json'),
    ])
    await database.drop()

    expect([server.exit, migrate.exit, users.exit]).toEqual([4, 4, 4])
    expect(server.stderr).toContain('9999-from-the-future')
    expect(users.json.error.code).toBe('newer_schema')
  })
})

test.runIf(databases.includes('postgres'))(
  'pending migrations stop a production start on PostgreSQL',
  async () => {
    const database = await createEmptyDatabase('postgres')
    const latchkey = runnerOn({ ...environmentOn(database.url), NODE_ENV: 'production' })
    const stopped = await latchkey('runserver')
    const users = await latchkey('users list')
    await database.drop()

    expect([stopped.exit, users.exit]).toEqual([4, 4])
    expect(stopped.stderr).toContain('0001-initial')
    expect(stopped.stderr).toContain('latchkey migrate')
  },
)

test('a backup is a whole database for its owner alone, and overwrites nothing', async () => {
  const folder = createFolder()
  const latchkey = runnerOn({}, folder)
  const copy = join(folder, 'copy.db')
  await latchkey('users create kept@example.com')
  const made = await latchkey(`backup ${copy} --json`)
  const again = await latchkey(`backup ${copy}`)
  const read = await latchkey('users show kept@example.com --json', {
    env: { DATABASE_URL: `sqlite:${copy}` },
  })

  expect(made.json).toEqual({ file: copy, bytes: expect.any(Number) })
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(again.exit).toBe(5)
  expect(read.json.email).toBe('kept@example.com')
  expect(existsSync(`${copy}.partial`)).toBe(false)
  expect(readFileSync(join(folder, 'data', 'secret.key'), 'utf8')).not.toBe('')
})
