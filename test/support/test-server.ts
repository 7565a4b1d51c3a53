import { sql } from 'kysely'
import { pino } from 'pino'
import { readConfig } from '../../src/config/read-config.ts'
import type { Context } from '../../src/context.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { openContext } from '../../src/open-context.ts'
import { startServer } from '../../src/server.ts'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from './test-database.ts'

export { databases } from './test-database.ts'

export interface Clock {
  now(): number
  monotonicNow(): number
  /** Time passes; a negative number sets the clock back. */
  advance(milliseconds: number): void
  /** Sets the clock on, or back, while no time passes. */
  set(milliseconds: number): void
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers are whatever the server says; tests look into them.
  readonly body: any
}

export interface TestServer {
  readonly origin: string
  readonly context: Context
  readonly clock: Clock
  readonly database: TestDatabase
  /** Every line that was logged. */
  readonly logLines: string[]
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  send(method: string, path: string, options?: SendOptions): Promise<Answer>
  /** Does the work in the background now, instead of when its timer says. */
  maintain(): Promise<void>
  /** Empties the tables, for suites that share a server. */
  reset(): Promise<void>
  close(): Promise<void>
}

export interface SendOptions {
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export interface TestServerOptions {
  readonly database: DatabaseKind
  readonly env?: Record<string, string>
  /** Another node on the database, and at the clock, of this server. */
  readonly besides?: TestServer
  /** How many seconds the clock of its machine is ahead. It then goes by the clocks that servers go by, which no test moves. */
  readonly secondsAhead?: number
}

export const testSecret = 'test-Secret-Qw2x-Lk4v-Zp8m-Rt6n-Yb3c-Hd5s'

/** A server in this process, on a real database of its own, with a clock that only tests move. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const database = options.besides?.database ?? (await createTestDatabase(options.database))
  const clock = options.besides?.clock ?? createClock()
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://localhost:8000',
    DATABASE_URL: database.url,
    SECRET_KEY: testSecret,
    LOGIN_MAX_FAILURES_PER_ADDRESS: '0',
    REGISTRATIONS_PER_CLIENT: '0',
    ...options.env,
  }
  const logLines: string[] = []
  const log = pino({ level: 'info', base: null }, { write: (line) => void logLines.push(line) })
  const config = readConfig(environment, pinnableSettings)
  const { secondsAhead } = options
  const clocks =
    secondsAhead === undefined ? clock : { wallNow: () => Date.now() + secondsAhead * 1_000 }
  const { context, connection } = await openContext(config, { log, isServer: true, ...clocks })
  const server = await startServer(context, connection)

  const send = sender(server.origin)
  return {
    origin: server.origin,
    context,
    clock,
    database,
    logLines,
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body, headers = {}) => send('POST', path, { body, headers }),
    put: (path, body, headers = {}) => send('PUT', path, { body, headers }),
    maintain: server.maintain,
    reset: () => emptyTables(context),
    async close() {
      await server.close()
      if (!options.besides) await database.drop()
    },
  }
}

function createClock(): Clock {
  let time = Date.UTC(2030, 0, 1)
  let elapsed = 0
  return {
    now: () => time,
    // A little later at each look, so that it tells what came first.
    monotonicNow() {
      elapsed += 0.001
      return elapsed
    },
    advance(milliseconds) {
      time += milliseconds
      elapsed += Math.max(0, milliseconds)
    },
    set(milliseconds) {
      time += milliseconds
    },
  }
}

function sender(origin: string): TestServer['send'] {
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parse(text) }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const tablesToEmpty = [
  'emails',
  'email_text_changes',
  'verifications',
  'request_limits',
  'console_sessions',
  'sessions',
  'user_groups',
  'user_permissions',
  'group_permissions',
  'groups',
  'users',
  'login_attempts',
  'settings',
  'setting_changes',
  'audit_events',
  'activity_hours',
  'setup_links',
] as const

async function emptyTables({ db, config, settings }: Context): Promise<void> {
  const deletes = tablesToEmpty.map((table) => `delete from ${table};`)
  // In one round trip, where there are any.
  if (config.database.dialect === 'postgres')
    await sql.raw(`do $$ begin ${deletes.join(' ')} end $$`).execute(db)
  else for (const each of deletes) await sql.raw(each).execute(db)
  await settings.reload(db)
}
