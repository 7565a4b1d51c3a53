import { sql } from 'kysely'
import { readConfig } from '../../src/config/read-config.ts'
import { hashPassword } from '../../src/crypto/password-hash.ts'
import { connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import type { Database } from '../../src/database/tables.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { password } from './accounts.ts'

export const sizes = { users: 100_000, sessions: 300_000, events: 1_000_000, groups: 20 }
export const administrator = { email: 'administrator@example.com', password }

const day = 86_400_000
const hour = 3_600_000

/** A database of an installation that is two years old, filled by the database itself within seconds. */
export async function fillLargeDatabase(url: string): Promise<void> {
  const config = readConfig({ DATABASE_URL: url }, pinnableSettings)
  const connection = connect(config.database, {
    poolSize: 1,
    onConnectionError: (error) => {
      throw error
    },
  })
  await migrate(connection)
  const now = Date.now()
  await connection.withoutTimeLimits(async (db) => {
    await db.transaction().execute(async (db) => {
      await insertAdministrator(db, now)
      await insertUsers(db, now)
      await insertGroups(db, now)
      await insertSessions(db, now)
      await insertEvents(db, now)
      await insertActivity(db, now)
    })
    // As the server's own housekeeping does on PostgreSQL; SQLite goes without statistics, as in operation.
    if (connection.dialect === 'postgres') await sql`vacuum analyze`.execute(db)
  })
  await connection.close()
}

async function insertAdministrator(db: Database, now: number): Promise<void> {
  await db
    .insertInto('users')
    .values({
      email: administrator.email,
      email_identity: administrator.email,
      password_hash: await hashPassword(administrator.password),
      is_active: true,
      is_staff: true,
      is_superuser: true,
      created_at: now,
      updated_at: now,
    })
    .execute()
}

const numbersTo = (count: number) => sql`with recursive numbers (n) as
  (select cast(1 as bigint) union all select n + 1 from numbers where n < ${sql.lit(count)})`

/** A number below `below` that looks like chance, the same at every run. */
const chance = (seed: number, below: number) =>
  sql`(((n * ${sql.lit(seed)} + ${sql.lit(seed >> 3)}) % 1000003) % ${sql.lit(below)})`

const oneOf = (seed: number, texts: readonly string[]) => {
  const cases = texts.map((text, index) => sql`when ${sql.lit(index)} then ${sql.lit(text)}`)
  return sql`case ${chance(seed, texts.length)} ${sql.join(cases, sql` `)} end`
}

const names = [
  'alice',
  'bob',
  'carla',
  'dmitri',
  'elena',
  'farid',
  'grace',
  'hiro',
  'ines',
  'jonas',
]
const moment = (now: number, seed: number, days: number) =>
  sql`${sql.lit(now)} - cast(${chance(seed, 1_000_000)} as bigint) * ${sql.lit(Math.round((days * day) / 1e6))}`

/** One of five never logged in; few are staff, some are deactivated, some deleted. */
async function insertUsers(db: Database, now: number): Promise<void> {
  const email = sql`${oneOf(7_919, names)} || '.' || n || '@customer' || ${chance(104_729, 500)} || '.example'`
  await sql`${numbersTo(sizes.users)}
    insert into users (email, email_identity, username, password_hash, is_active, is_staff, is_superuser,
      created_at, updated_at, last_login_at, deleted_at)
    select ${email}, ${email}, case when n % 3 = 0 then ${oneOf(31, names)} || n end, '!',
      n % 25 <> 0, n % 500 = 0, n % 10000 = 0, ${moment(now, 6_007, 730)}, ${sql.lit(now)},
      case when n % 5 <> 0 then ${moment(now, 5_003, 90)} end,
      case when n % 97 = 0 then ${moment(now, 3_001, 30)} end
    from numbers`.execute(db)
}

/** One group of half the users, and smaller ones. */
async function insertGroups(db: Database, now: number): Promise<void> {
  await sql`${numbersTo(sizes.groups)} insert into groups (name, created_at, updated_at)
    select 'Group ' || n, ${sql.lit(now)}, ${sql.lit(now)} from numbers`.execute(db)
  await sql`${numbersTo(sizes.users)} insert into user_groups (user_id, group_id)
    select n + 1, case when n % 2 = 0 then 1 else 2 + n % 19 end from numbers`.execute(db)
}

/** Half of them ended. */
async function insertSessions(db: Database, now: number): Promise<void> {
  const agents = [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
    'okhttp/4.12.0',
  ]
  const reasons = ['logout', 'expired', 'revoked', 'password_changed', 'refresh_token_reused']
  const address = sql`'10.' || ${chance(17, 200)} || '.' || ${chance(23, 250)} || '.' || ${chance(29, 250)}`
  await sql`${numbersTo(sizes.sessions)}
    insert into sessions (user_id, selector_hash, verifier_hash, created_at, rotated_at, expires_at,
      rotation_count, ended_at, end_reason, address, last_address, user_agent)
    select 2 + ${chance(7_001, sizes.users)}, 'selector-' || n || '-00000000000000000000000000000000',
      'verifier-000000000000000000000000000000000',
      ${sql.lit(now - 60 * day)} + n * ${sql.lit(Math.floor((55 * day) / sizes.sessions))},
      ${moment(now, 9_001, 5)}, ${sql.lit(now + 25 * day)}, ${chance(11, 500)},
      case when n % 2 = 0 then ${moment(now, 2_003, 5)} end,
      case when n % 2 = 0 then ${oneOf(13, reasons)} end, ${address}, ${address}, ${oneOf(37, agents)}
    from numbers`.execute(db)
}

async function insertEvents(db: Database, now: number): Promise<void> {
  const actions = [
    ...Array<string>(12).fill('auth.login'),
    ...['auth.logout', 'user.change', 'user.create', 'setting.change', 'auth.refresh_reuse'],
  ]
  await sql`${numbersTo(sizes.events)}
    insert into audit_events (at, actor_kind, actor_id, actor, action, result, object_type, object_id,
      object_label, address, user_agent, request_id)
    select ${sql.lit(now - 90 * day)} + n * ${sql.lit(Math.floor((90 * day) / sizes.events))}, 'user',
      2 + ${chance(7_001, sizes.users)}, ${oneOf(7_919, names)} || '.' || n || '@customer.example',
      ${oneOf(41, actions)}, case when n % 9 = 0 then 'failure' else 'success' end, 'session',
      cast(n as text), ${oneOf(7_919, names)} || '.' || n || '@customer.example',
      '10.' || ${chance(17, 200)} || '.' || ${chance(23, 250)} || '.1', 'okhttp/4.12.0', 'req-' || n
    from numbers`.execute(db)
}

/** Ninety days of every kind of event, many more than ten million; most users were active in the month. */
async function insertActivity(db: Database, now: number): Promise<void> {
  const thisHour = now - (now % hour)
  const events = [
    ...['registration', 'login', 'login_failure', 'refresh', 'refresh_grace', 'refresh_reuse'],
    ...['refresh_refused', 'logout', 'rate_limited', 'active_user_hour', 'active_user_day'],
  ]
  for (const event of events) {
    await sql`${numbersTo(180 * 24)} insert into activity_hours (hour_at, event, count)
      select ${sql.lit(thisHour)} - (n - 1) * ${sql.lit(hour)}, ${event}, 500 + ${chance(53, 500)}
      from numbers`.execute(db)
  }
  await sql`${numbersTo(sizes.users)} insert into user_activity (user_id, last_active_at)
    select n + 1, ${moment(now, 8_009, 40)} from numbers`.execute(db)
}
