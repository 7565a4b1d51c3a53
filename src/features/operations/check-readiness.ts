import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import { readMigrations } from '../../database/migrate.ts'
import { touchProcess } from './process-repository.ts'

export interface Check {
  readonly status: 'ok' | 'fail'
  /** How long it took, milliseconds. */
  readonly ms?: number
  /** Migrations still to be executed. */
  readonly pending?: number
}

export interface Readiness {
  readonly status: 'ok' | 'fail'
  readonly checks: Readonly<Record<'database' | 'migrations' | 'keys', Check>>
}

const slowMilliseconds = 3_000

/** Whether this node can serve: its database can be written to, the schema is current, a key can sign. */
export async function checkReadiness(context: Context, connection: Connection): Promise<Readiness> {
  const checks = {
    database: await checkDatabase(context),
    migrations: await checkMigrations(connection),
    keys: checkKeys(context),
  }
  const isReady = Object.values(checks).every((check) => check.status === 'ok')
  return { status: isReady ? 'ok' : 'fail', checks }
}

/** A standby and a full disk can be read, which is not enough to serve. */
async function checkDatabase(context: Context): Promise<Check> {
  const startedAt = performance.now()
  const isWritten = await within(slowMilliseconds, writeOnce(context))
  const ms = Math.round(performance.now() - startedAt)
  return { status: isWritten ? 'ok' : 'fail', ms }
}

// Probes need no rights: many at once share one write.
const writes = new WeakMap<Context, Promise<void>>()

function writeOnce(context: Context): Promise<void> {
  const underWay = writes.get(context)
  if (underWay) return underWay
  const writing = touchProcess(context.db, context.processId).finally(() => writes.delete(context))
  writes.set(context, writing)
  return writing
}

async function checkMigrations(connection: Connection): Promise<Check> {
  try {
    const migrations = await readMigrations(connection)
    const pending = migrations.filter((migration) => migration.executedAt === undefined).length
    return { status: pending === 0 ? 'ok' : 'fail', pending }
  } catch {
    return { status: 'fail' }
  }
}

function checkKeys(context: Context): Check {
  try {
    context.keys.signingKey(context.now())
    return { status: 'ok' }
  } catch {
    return { status: 'fail' }
  }
}

/** Whether the promise was fulfilled in time. */
async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false)
  })
  const inTime = promise.then(
    () => true,
    () => false,
  )
  return Promise.race([inTime, late]).finally(() => clearTimeout(timer))
}
