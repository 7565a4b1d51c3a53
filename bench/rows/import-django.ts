import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { createPostgres } from '../support/postgres.ts'
import type { Row } from '../support/row.ts'

const program = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))
const users = 100_000
const allowedSeconds = 60
const allowedMegabytes = 300

/** `latchkey import-django` of many users with a refresh token each, into both databases, against what is allowed. */
export async function importDjangoRow(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const source = join(folder, 'django.db')
  fillDjangoDatabase(source)
  const postgres = await createPostgres()
  const targets = { SQLite: `sqlite:${join(folder, 'latchkey.db')}`, PostgreSQL: postgres.url }

  const details: string[] = []
  const ratios: number[] = []
  for (const [name, url] of Object.entries(targets)) {
    const { seconds, megabytes } = await runImport(folder, source, url)
    ratios.push(allowedSeconds / seconds, allowedMegabytes / megabytes)
    details.push(`${name}: ${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB at the most`)
  }
  await postgres.drop()
  rmSync(folder, { recursive: true })
  return {
    name: '`import-django`, 100,000 users and sessions',
    against: 'allowed',
    ours: details.join('; '),
    baseline: `${allowedSeconds} s, ${allowedMegabytes} MB`,
    ratio: Math.min(...ratios),
    aim: 1,
  }
}

async function runImport(folder: string, source: string, url: string) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [program, 'import-django', `sqlite:${source}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATABASE_URL: url, SECRET_KEY: randomUUID() },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let hasEnded = false
  const end = once(child, 'exit').finally(() => {
    hasEnded = true
  })
  let megabytes = 0
  while (!hasEnded) {
    megabytes = Math.max(megabytes, peakMegabytesOf(child.pid))
    await Promise.race([sleep(100), end])
  }
  const [code] = await end
  if (code !== 0) throw new Error(`the import ended with ${code}`)
  return { seconds: (performance.now() - startedAt) / 1_000, megabytes }
}

/** The most memory a process has had so far (Linux); 0 once it is gone. */
function peakMegabytesOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024
  } catch {
    return 0
  }
}

const schema = `
  create table users_user (id integer primary key, password text, last_login text, is_superuser bool,
    email text unique, username text, is_active bool, is_staff bool, date_joined text);
  create table auth_group (id integer primary key, name text);
  create table django_content_type (id integer primary key, app_label text, model text);
  create table auth_permission (id integer primary key, name text, content_type_id integer, codename text);
  create table auth_group_permissions (id integer primary key, group_id integer, permission_id integer);
  create table users_user_groups (id integer primary key, user_id integer, group_id integer);
  create table users_user_user_permissions (id integer primary key, user_id integer, permission_id integer);
  create table users_refreshtoken (id integer primary key, token text unique, created_at text,
    expires_at text, user_id integer);`

function fillDjangoDatabase(file: string): void {
  const database = new SqliteDatabase(file)
  database.exec(schema)
  const insertUser = database.prepare(
    "insert into users_user values (?, ?, null, 0, ?, null, 1, 0, '2024-02-29 12:00:00')",
  )
  const insertToken = database.prepare('insert into users_refreshtoken values (?, ?, ?, ?, ?)')
  const hash = `pbkdf2_sha256$870000$${'s'.repeat(22)}$${'A'.repeat(43)}=`
  const day = 86_400_000
  const at = (milliseconds: number) => new Date(milliseconds).toISOString().replace('T', ' ')
  const [createdAt, expiresAt] = [at(Date.now() - day), at(Date.now() + 20 * day)]
  database.transaction(() => {
    for (let id = 1; id <= users; id += 1) {
      insertUser.run(id, hash, `user-${id}@example.com`)
      insertToken.run(id, randomUUID().replaceAll('-', ''), createdAt, expiresAt, id)
    }
  })()
  database.close()
}
