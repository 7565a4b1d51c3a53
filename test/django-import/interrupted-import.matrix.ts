import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFolder, environmentOn, runnerOn } from '../support/latchkey.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import {
  createDjangoDatabase,
  type DjangoDatabase,
  insertToken,
  insertUser,
} from './django-database.ts'

const userCount = 8_000
const kills = 20

let django: DjangoDatabase
let undisturbed: TestDatabase
let interrupted: TestDatabase

beforeAll(async () => {
  django = await createDjangoDatabase('sqlite')
  const uuid = (id: number) => `5f0c4b0e-8d53-4a6c-9b1f-${String(id).padStart(12, '0')}`
  const rows = Array.from({ length: userCount }, (_, index) => index + 1).flatMap((id) => [
    insertUser({ id, email: `user-${id}@example.com` }),
    `insert into users_user_groups (user_id, group_id) values (${id}, 7)`,
    insertToken('sqlite', { id, userId: id, uuid: uuid(id) }),
  ])
  await django.run(
    'begin',
    "insert into auth_group (id, name) values (7, 'Everybody')",
    ...rows,
    'commit',
  )
  undisturbed = await createTestDatabase('sqlite')
  interrupted = await createTestDatabase('sqlite')
})
afterAll(() => django.drop())

/** Everything that was imported, without the times at which it happened. */
function contentOf({ url }: TestDatabase): unknown {
  const database = new SqliteDatabase(url.slice('sqlite:'.length), { readonly: true })
  const read = (sql: string) => database.prepare(sql).raw().all()
  const content = [
    read('select id, email, password_hash, is_active from users order by id'),
    read('select user_id, group_id from user_groups order by user_id'),
    read('select user_id, verifier_hash from sessions order by user_id'),
    read('select kind, source_key, digests from django_imports order by kind, source_key'),
    read("select object_id from audit_events where action = 'user.create' order by object_id"),
  ]
  database.close()
  return content
}

function startImport(database: TestDatabase): ChildProcess {
  const program = resolve('bin/latchkey.js')
  return spawn(process.execPath, [program, 'import-django', django.url], {
    cwd: createFolder(),
    env: { PATH: process.env['PATH'], ...environmentOn(database.url) },
    stdio: 'ignore',
  })
}

test(`an import that is killed ${kills} times at any point and run again ends like an undisturbed one`, async () => {
  const calm = await runnerOn(environmentOn(undisturbed.url))(`import-django ${django.url} --json`)
  expect(calm.json.users.new).toBe(userCount)

  for (let kill = 0; kill < kills; kill += 1) {
    const child = startImport(interrupted)
    const exited = once(child, 'exit')
    await Promise.race([sleep(300 + 60 * kill), exited])
    child.kill('SIGKILL')
    await exited
  }
  const last = await runnerOn(environmentOn(interrupted.url))(`import-django ${django.url} --json`)

  expect(last.json.users.new + last.json.users.unchanged).toBe(userCount)
  expect(contentOf(interrupted)).toEqual(contentOf(undisturbed))
})
