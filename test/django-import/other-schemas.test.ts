import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commandsOn, createFolder, environmentOn } from '../support/latchkey.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'
import { createDjangoDatabase, type DjangoDatabase, insertUser } from './django-database.ts'

describe.each(databases)('an older or renamed schema on %s', (kind) => {
  let django: DjangoDatabase
  let target: TestDatabase

  beforeEach(async () => {
    django = await createDjangoDatabase(kind)
    target = await createTestDatabase('sqlite')
  })
  afterEach(async () => {
    await django.drop()
    await target.drop()
  })

  test('constance 2 and 3 keep pickled values, which are read and never unpickled', async () => {
    await django.run(
      'drop table constance_constance',
      'create table constance_config (id integer primary key, key varchar(255), value text)',
      // pickle.dumps(45, 4), pickle.dumps(604800, 2), and a pickle that would run a command.
      "insert into constance_config values (1, 'ACCESS_TOKEN_LIFETIME', 'gARLLS4=')",
      "insert into constance_config values (2, 'REFRESH_TOKEN_LIFETIME', 'gAJKgDoJAC4=')",
      "insert into constance_config values (3, 'MAX_SESSIONS_PER_USER', 'gASVHgAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg==')",
    )
    const latchkey = commandsOn(environmentOn(target.url))
    const { json } = await latchkey(`import-django ${django.url} --json`)
    const values = []
    for (const key of [
      'ACCESS_TOKEN_LIFETIME',
      'REFRESH_TOKEN_LIFETIME',
      'MAX_SESSIONS_PER_USER',
    ]) {
      values.push((await latchkey(`config get ${key}`)).stdout.trim())
    }

    expect(values).toEqual(['45', '604800', '0'])
    expect(json.rejections).toMatchObject([{ kind: 'settings', row: 'MAX_SESSIONS_PER_USER' }])
  })

  test('another users table, and the secret from a file', async () => {
    await django.run(
      insertUser({ id: 7, email: 'ann@example.com' }),
      "insert into auth_group (id, name) values (1, 'Support')",
      'insert into users_user_groups (user_id, group_id) values (7, 1)',
      'alter table users_user rename to accounts_person',
      'alter table users_user_groups rename to accounts_person_groups',
      'alter table accounts_person_groups rename column user_id to person_id',
      'alter table users_user_user_permissions rename to accounts_person_user_permissions',
      'alter table accounts_person_user_permissions rename column user_id to person_id',
    )
    const { SECRET_KEY = '', ...environment } = environmentOn(target.url)
    const file = join(createFolder(), 'secret')
    writeFileSync(file, SECRET_KEY, { mode: 0o600 })
    const latchkey = commandsOn(environment)
    const flags = `--users-table accounts_person --secret-key-file ${file} --json`
    const { exit, json } = await latchkey(`import-django ${django.url} ${flags}`)
    const shown = await commandsOn(environmentOn(target.url))('users show ann@example.com --json')

    expect(exit).toBe(0)
    expect(json).toMatchObject({ users: { new: 1 }, memberships: { new: 1 } })
    expect(shown.json).toMatchObject({ id: 7, email: 'ann@example.com' })
  })
})
