import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commandsOn, createFolder, environmentOn } from '../support/latchkey.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'
import {
  createDjangoDatabase,
  type DjangoDatabase,
  djangoPassword,
  insertToken,
  insertUser,
  oddDatabase,
} from './django-database.ts'

const firstToken = '5f0c4b0e-8d53-4a6c-9b1f-0d1e2f3a4b5c'

const moves = databases.flatMap((from) => databases.map((to) => [from, to] as const))

describe.each(moves)('from Django on %s to %s', (from, to) => {
  let django: DjangoDatabase
  let target: TestDatabase
  let latchkey: ReturnType<typeof commandsOn>
  let server: ServerProcess | undefined

  beforeEach(async () => {
    django = await createDjangoDatabase(from)
    target = await createTestDatabase(to)
    latchkey = commandsOn(environmentOn(target.url))
  })
  afterEach(async () => {
    await server?.stop()
    server = undefined
    await django.drop()
    await target.drop()
  })

  const importDjango = (flags = '') =>
    latchkey(`import-django ${django.url} --json ${flags}`.trim())
  const serve = async () => {
    server = await startServerProcess(environmentOn(target.url))
    return (path: string, body: unknown) =>
      fetch(`${server?.origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
  }

  test('a grown database comes over with everything that has a counterpart; the rest is named row by row', async () => {
    await django.run(...oddDatabase(from))
    const errors = join(createFolder(), 'rejected.csv')

    const rehearsed = await importDjango('--dry-run')
    const imported = await importDjango(`--errors ${errors}`)
    const again = await importDjango()

    expect({ ...rehearsed.json, dry_run: false }).toEqual(imported.json)
    expect(imported.exit).toBe(1)
    const { rejections, ...counts } = imported.json
    expect(counts).toEqual({
      dry_run: false,
      users: { found: 67, new: 56, updated: 0, unchanged: 0, rejected: 11 },
      groups: { found: 2, new: 2, updated: 0, unchanged: 0, rejected: 0 },
      memberships: { found: 4, new: 3, updated: 0, unchanged: 0, rejected: 1 },
      permissions: { found: 5, new: 3, updated: 0, unchanged: 0, rejected: 2 },
      settings: { found: 3, new: 1, updated: 0, unchanged: 1, rejected: 1 },
      sessions: { found: 2, new: 1, updated: 0, unchanged: 0, rejected: 1 },
    })
    expect(again.json.users).toEqual({ found: 67, new: 0, updated: 0, unchanged: 56, rejected: 11 })
    expect(again.json.sessions).toMatchObject({ new: 0, unchanged: 1 })
    const reasons = rejections.map(
      ({ kind, row, column, reason }: Record<string, string>) =>
        `${kind} ${row} ${column}: ${reason}`,
    )
    expect(reasons).toMatchSnapshot()
    expect(imported.stdout).not.toContain('canary')
    expect(readFileSync(errors, 'utf8').split('\n').length).toBe(rejections.length + 2)
  })

  test('ids, flags, groups and permissions are those of Django, and passwords of every kind log in', async () => {
    await django.run(...oddDatabase(from))
    await importDjango('--prefer oldest')

    const show = async (who: string) => (await latchkey(`users show ${who} --json`)).json
    const [second, root, gone] = [
      await show('user-2@example.com'),
      await show('root@example.com'),
      await show('gone@example.com'),
    ]
    const ask = await serve()
    const login = (email: string) => ask('/api/login/', { email, password: djangoPassword })
    const statuses = []
    for (const index of [0, 2, 3, 5, 7, 11])
      statuses.push((await login(`hash-${index}@example.com`)).status)
    const registered = await ask('/api/register/', {
      email: 'new@example.com',
      password: 'correct horse battery',
    })

    expect(second).toMatchObject({ id: 2, email: 'user-2@example.com', is_staff: true })
    expect(second.groups.map(({ name }: { name: string }) => name)).toEqual([
      'Operations',
      'Support; Berlin',
    ])
    expect(second.created_at).toBe('2024-02-29T12:00:00.000Z')
    expect(second.last_login_at).toBe('2026-03-04T05:06:07.891Z')
    expect(root).toMatchObject({ id: 81, is_superuser: true, is_staff: true })
    expect(gone.is_active ?? gone.state === 'active').toBe(false)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(Object(await registered.json()).id).toBeGreaterThan(83)
  })

  test('nobody is logged out: refresh tokens of Django go on, and those used up there since do not', async () => {
    const other = '8f0c4b0e-8d53-4a6c-9b1f-0d1e2f3a4b5c'
    const next = '9f0c4b0e-8d53-4a6c-9b1f-0d1e2f3a4b5c'
    await django.run(
      insertUser({ id: 1, email: 'a@example.com' }),
      insertToken(from, { id: 1, userId: 1, uuid: firstToken }),
      insertToken(from, { id: 2, userId: 1, uuid: other }),
    )
    await importDjango()
    // The client refreshes at the old server once more before it stops.
    await django.run(
      'delete from users_refreshtoken where id = 2',
      insertToken(from, { id: 3, userId: 1, uuid: next }),
    )
    const last = await importDjango()

    const ask = await serve()
    const refresh = async (token: string) => {
      const response = await ask('/api/refresh/', { refresh_token: token })
      return { status: response.status, body: Object(await response.json()) }
    }
    const once = await refresh(firstToken)
    const twice = await refresh(once.body.refresh_token)

    expect(last.json.sessions).toEqual({ found: 2, new: 1, updated: 1, unchanged: 1, rejected: 0 })
    expect([once.status, twice.status]).toEqual([200, 200])
    expect((await refresh(next)).status).toBe(200)
    expect((await refresh(other)).status).toBe(400)
  })

  test('a second run takes what changed there, and keeps what was changed here', async () => {
    await django.run(
      insertUser({ id: 1, email: 'a@example.com', username: 'old' }),
      insertUser({ id: 2, email: 'b@example.com', username: 'old' }),
      insertUser({ id: 3, email: 'c@example.com' }),
      "insert into constance_constance (key, value) values ('ACCESS_TOKEN_LIFETIME', '60')",
    )
    await importDjango()
    await latchkey('users deactivate b@example.com')
    await latchkey('config set ACCESS_TOKEN_LIFETIME 90')
    await django.run(
      "update users_user set username = 'new', is_active = true",
      "update users_user set email = 'a2@example.com' where id = 1",
      insertUser({ id: 4, email: 'd@example.com' }),
    )

    const second = await importDjango()
    const show = async (who: string) => (await latchkey(`users show ${who} --json`)).json

    expect(second.json.users).toEqual({ found: 4, new: 1, updated: 3, unchanged: 0, rejected: 0 })
    expect(await show('a2@example.com')).toMatchObject({ id: 1, username: 'new' })
    expect(await show('b@example.com')).toMatchObject({ username: 'new', state: 'deactivated' })
    expect((await latchkey('config get ACCESS_TOKEN_LIFETIME --json')).json.value).toBe(90)
  })

  test('of several users with one email the preferred one comes over', async () => {
    const users = [
      insertUser({ id: 1, email: 'Ann@example.com' }),
      insertUser({ id: 2, email: 'ann@example.com', isSuperuser: true }),
      insertUser({ id: 3, email: 'ANN@EXAMPLE.com' }),
    ]
    await django.run(...users)

    const ids = []
    for (const which of ['oldest', 'superuser', 'newest']) {
      const { json } = await importDjango(`--dry-run --prefer ${which}`)
      const rejected = json.rejections.map(({ row }: { row: string }) => row)
      ids.push(['1', '2', '3'].filter((id) => !rejected.includes(id)))
    }

    expect(ids).toEqual([['1'], ['2'], ['3']])
    expect((await importDjango('--dry-run')).json.users.rejected).toBe(3)
  })
})

test('a database that is not that of the template is refused once, with all that is missing', async () => {
  const django = await createDjangoDatabase('sqlite')
  const target = await createTestDatabase('sqlite')
  await django.run('drop table auth_group', 'alter table users_user drop column is_staff')

  const latchkey = commandsOn(environmentOn(target.url))
  const refused = await latchkey(`import-django ${django.url}`)
  const absent = await latchkey('import-django sqlite:/nowhere/django.db')

  expect(refused.exit).toBe(1)
  expect(refused.stderr).toContain('the column users_user.is_staff, the table auth_group.')
  expect([absent.exit, absent.stderr]).toEqual([2, expect.stringContaining('/nowhere/django.db')])
})
