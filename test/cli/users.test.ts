import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandsOn, createFolder, environmentOn, latchkeyOn } from '../support/latchkey.ts'
import { createTestDatabase, databases } from '../support/test-database.ts'
import { withDatabase } from '../support/with-server.ts'

const password = 'correct horse battery'

describe.each(databases)('users from the command line on %s', (kind) => {
  const database = withDatabase(kind)
  const latchkey = latchkeyOn(database)

  beforeAll(async () => {
    await latchkey('createsuperuser --email admin@example.com --password-stdin', {
      input: password,
    })
  })

  test('createsuperuser says what Django says, and makes a superuser', async () => {
    const made = await latchkey('createsuperuser --email first@example.com --password-stdin', {
      input: `${password}\n`,
    })

    expect(made).toMatchObject({ exit: 0, stdout: 'Superuser created successfully.\n' })
    const shown = await latchkey('users show first@example.com --json')
    expect(shown.json).toMatchObject({ is_superuser: true, is_staff: true, state: 'active' })
  })

  test('createsuperuser takes everything from variables, Django’s names too', async () => {
    const folder = createFolder()
    const file = join(folder, 'password')
    writeFileSync(file, `${password}\n`)

    const [ours, theirs, mixed] = await Promise.all([
      latchkey('createsuperuser --noinput', {
        env: { SUPERUSER_EMAIL: 'env@example.com', SUPERUSER_PASSWORD_FILE: file },
      }),
      latchkey('createsuperuser --noinput', {
        env: { DJANGO_SUPERUSER_EMAIL: 'dj@example.com', DJANGO_SUPERUSER_PASSWORD: password },
      }),
      latchkey('createsuperuser --no-input --email mixed@example.com', {
        env: { DJANGO_SUPERUSER_PASSWORD: password },
      }),
    ])

    for (const made of [ours, theirs, mixed]) expect(made).toMatchObject({ exit: 0, stderr: '' })
  })

  test('createsuperuser without an answer names the flag and exits 2', async () => {
    const noEmail = await latchkey('createsuperuser')
    const noPassword = await latchkey('createsuperuser --email x@example.com --json')

    expect(noEmail).toMatchObject({ exit: 2, stdout: '' })
    expect(noEmail.stderr).toContain('--email')
    expect(noPassword.exit).toBe(2)
    expect(noPassword.json.error).toMatchObject({ code: 'usage' })
    expect(noPassword.json.error.message).toContain('--password-stdin')
  })

  test('an existing address is a conflict, unchanged, or upserted', async () => {
    const command = 'createsuperuser --email ADMIN@example.com'
    const env = { SUPERUSER_PASSWORD: 'another good password' }

    const conflict = await latchkey(command, { env })
    const unchanged = await latchkey(`${command} --if-not-exists`, { env })
    const upserted = await latchkey(`${command} --upsert --json`, { env })

    expect(conflict.exit).toBe(5)
    expect(unchanged).toMatchObject({ exit: 0 })
    expect(unchanged.stdout).toContain('already exists, unchanged')
    expect(upserted.json).toMatchObject({ outcome: 'updated', email: 'admin@example.com' })
  })

  test('success is only claimed where there is an effect', async () => {
    await latchkey('users create plain@example.com --password-stdin', {
      input: 'correct horse battery',
    })
    const noSuperuser = await latchkey(
      'createsuperuser --email plain@example.com --if-not-exists --password-stdin',
      { input: 'correct horse battery' },
    )
    const notDeleted = await latchkey('users restore plain@example.com')
    const empty = await latchkey('config import -', { input: '{}' })
    const noDay = await latchkey('users deactivate plain@example.com --until 2030-02-30T08:00Z')
    const noZone = await latchkey('users deactivate plain@example.com --until 2030-02-03T08:00')

    expect([noSuperuser, notDeleted].map(({ exit }) => exit)).toEqual([5, 5])
    expect(noSuperuser.stderr).toContain(
      'is not an active superuser. Pass --upsert to make it one.',
    )
    expect(notDeleted.stderr).toContain('plain@example.com is not deleted.')
    expect([empty, noDay, noZone].map(({ exit }) => exit)).toEqual([2, 2, 2])
    const { json } = await latchkey('users show plain@example.com --json')
    expect(json).toMatchObject({ state: 'active', is_superuser: false })
  })

  test('a refused password or address is exit 1 and names the field', async () => {
    const short = await latchkey('users create short@example.com --password-stdin --json', {
      input: 'short',
    })
    const malformed = await latchkey('users create nobody')

    expect(short.exit).toBe(1)
    expect(short.json.error).toMatchObject({ code: 'validation_failed' })
    expect(short.json.error.message).toContain('password: This password is too short.')
    expect(malformed).toMatchObject({ exit: 1, stdout: '' })
    expect(malformed.stderr).toContain('email: Enter a valid email address.')
  })

  test('a user goes through all states', async () => {
    const steps = [
      'users create life@example.com --json',
      'users deactivate life@example.com --reason left --json',
      'users activate life@example.com --json',
      'users delete life@example.com --yes --json',
      'users restore life@example.com --json',
    ]
    const states: string[] = []
    for (const step of steps) states.push((await latchkey(step)).json?.state)

    expect(states).toEqual(['active', 'deactivated', 'active', 'deleted', 'active'])
  })

  test('a deactivation ends after a duration or at a moment', async () => {
    await latchkey('users create until@example.com')
    const malformed = await latchkey('users deactivate until@example.com --until soon')
    const over = await latchkey('users deactivate until@example.com --until 2020-01-01 --json')
    const { json } = await latchkey('users deactivate until@example.com --until 7d --json')

    expect(malformed).toMatchObject({ exit: 2, stdout: '' })
    expect(over.json.error.message).toContain('until: This time is in the past.')
    // By the clock of the command, which on PostgreSQL is not that of this process.
    const days = (Date.parse(json.deactivated_until) - Date.parse(json.updated_at)) / 86_400_000
    expect(days).toBeGreaterThan(6.9)
    expect(days).toBeLessThanOrEqual(7)
  })

  test('deleting wants --yes where nobody can be asked', async () => {
    await latchkey('users create keep@example.com')
    const refused = await latchkey('users delete keep@example.com')
    const shown = await latchkey('users show keep@example.com --json')

    expect(refused).toMatchObject({ exit: 6, stdout: '' })
    expect(shown.json.state).toBe('active')
  })

  test('a password is changed from standard input, never from an argument', async () => {
    await latchkey('users create change@example.com')
    const changed = await latchkey('changepassword change@example.com --password-stdin', {
      input: password,
    })
    const asArgument = await latchkey(
      `changepassword change@example.com --password ${'x'.repeat(9)}`,
    )

    expect(changed).toMatchObject({ exit: 0 })
    expect(asArgument.exit).toBe(2)
  })

  test('users are listed in pages, and an unknown one is exit 5', async () => {
    await latchkey('users create list1@example.com')
    await latchkey('users create list2@example.com')
    const page = await latchkey('users list --search list --limit 1 --json')
    const next = await latchkey(`users list --search list --json --before ${page.json.next}`)
    const unknown = await latchkey('users show nobody@example.com --json')

    expect(page.json.users.map((user: { email: string }) => user.email)).toEqual([
      'list2@example.com',
    ])
    expect(next.json).toMatchObject({ users: [{ email: 'list1@example.com' }], next: null })
    expect(unknown.exit).toBe(5)
    expect(unknown.json).toEqual({
      error: { code: 'not_found', message: 'There is no user nobody@example.com.' },
    })
  })
})

describe.each(databases)('the only superuser on %s', (kind) => {
  test('cannot be removed, and only without one there is a setup link', async () => {
    const database = await createTestDatabase(kind)
    const latchkey = commandsOn(environmentOn(database.url))
    const link = await latchkey('setup-link --json')
    await latchkey('createsuperuser --email only@example.com --password-stdin', {
      input: 'correct horse battery',
    })
    const [deletion, deactivation, late] = await Promise.all([
      latchkey('users delete only@example.com --yes --json'),
      latchkey('users deactivate only@example.com'),
      latchkey('setup-link'),
    ])
    await database.drop()

    expect(link.json.url).toMatch(/^http:\/\/localhost:8000\/admin\/setup\/#./)
    expect(deletion.json.error.code).toBe('last_superuser')
    expect([deletion.exit, deactivation.exit, late.exit]).toEqual([5, 5, 5])
  })
})
