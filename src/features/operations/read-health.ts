import { effectiveVariables } from '../../config/effective-variables.ts'
import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import { readMigrations } from '../../database/migrate.ts'
import { readKeyStates } from '../keys/key-states.ts'
import { type DatabaseFacts, readDatabaseFacts } from './database-facts-repository.ts'
import { deploymentFindings } from './deployment/deployment-findings.ts'
import { emailCheck } from './email-check.ts'
import type { HealthCheck, HealthStatus } from './health-check.ts'
import { processCheck } from './process-check.ts'
import { readProcesses, type ServingProcess } from './read-processes.ts'

export interface Health {
  readonly status: HealthStatus
  readonly checks: readonly HealthCheck[]
  readonly database: DatabaseFacts & { readonly latencyMs: number; readonly skewMs: number | null }
  readonly processes: readonly ServingProcess[]
  readonly migrations: readonly { readonly name: string; readonly executedAt: Date | undefined }[]
  readonly configuration: ReturnType<typeof effectiveVariables>
}

/** The state of this node and of what it depends on, for people; it never contains secrets. */
export async function readHealth(context: Context, connection: Connection): Promise<Health> {
  const startedAt = performance.now()
  const facts = await readDatabaseFacts(connection)
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10
  const skewMs = facts.clockAt === undefined ? null : Math.round(facts.clockAt - context.wallNow())
  const migrations = await readMigrations(connection)
  const processes = await readProcesses(context)

  const checks = [
    databaseCheck(facts, latencyMs),
    clockCheck(skewMs),
    migrationsCheck(migrations),
    await keyCheck(context),
    processCheck(processes),
    await emailCheck(context),
    memoryCheck(),
    hashingCheck(context),
    ...configurationChecks(context),
  ]
  return {
    status: worstOf(checks),
    checks,
    database: { ...facts, latencyMs, skewMs },
    processes,
    migrations,
    configuration: effectiveVariables(context.config),
  }
}

const slowMilliseconds = 100
const maxSkewMilliseconds = 2_000
const day = 86_400_000
const keyAgeLimitDays = 180
const muchMemoryBytes = 1_000_000_000

function databaseCheck(facts: DatabaseFacts, latencyMs: number): HealthCheck {
  const about = { id: 'database', label: 'Database' }
  const server = `${facts.engine} ${facts.version}`
  if (facts.isReadOnly) {
    const text = `${server} is read-only, as a standby is: nothing can be written.`
    const fix =
      'Promote it, or name all servers in DATABASE_URL with target_session_attrs=read-write.'
    return { ...about, status: 'fail', text, fix }
  }
  const status = latencyMs > slowMilliseconds ? 'warn' : 'ok'
  return { ...about, status, text: `${server} responds in ${latencyMs} ms.` }
}

function clockCheck(skewMs: number | null): HealthCheck {
  const about = { id: 'clock', label: 'Clock' }
  if (skewMs === null) return { ...about, status: 'ok', text: 'The database is on this machine.' }
  const isWrong = Math.abs(skewMs) > maxSkewMilliseconds
  const text = `The clocks of this machine and the database differ by ${Math.abs(skewMs)} ms. The database's counts.`
  if (!isWrong) return { ...about, status: 'ok', text }
  return { ...about, status: 'warn', text, fix: 'Synchronize both with NTP.' }
}

function migrationsCheck(migrations: Health['migrations']): HealthCheck {
  const about = { id: 'migrations', label: 'Migrations' }
  const pending = migrations.filter(({ executedAt }) => executedAt === undefined).length
  if (pending === 0) return { ...about, status: 'ok', text: 'The schema is current.' }
  const text = `${pending} migrations are pending.`
  return { ...about, status: 'fail', text, fix: 'Run: latchkey migrate' }
}

const rotate = 'Run: latchkey keys rotate'

async function keyCheck(context: Context): Promise<HealthCheck> {
  const about = { id: 'keys', label: 'Signing key' }
  if (context.config.jwtAlgorithm === 'HS256') {
    const text = 'HS256: every verifier holds the secret that signs tokens.'
    return { ...about, status: 'warn', text, fix: 'Set JWT_ALGORITHM=ES256.' }
  }
  const keys = await readKeyStates(context)
  if (keys.length === 0)
    return { ...about, status: 'ok', text: 'The server creates one when it first starts.' }
  const current = keys.find(({ state }) => state === 'current')
  if (!current) return { ...about, status: 'fail', text: 'There is no current key.', fix: rotate }
  const ageDays = Math.floor((context.now() - current.key.createdAt) / day)
  const text = `The current key is ${ageDays} ${ageDays === 1 ? 'day' : 'days'} old.`
  if (ageDays <= keyAgeLimitDays) return { ...about, status: 'ok', text }
  return { ...about, status: 'warn', text, fix: rotate }
}

function memoryCheck(): HealthCheck {
  const bytes = process.memoryUsage.rss()
  const text = `This process uses ${Math.round(bytes / 1_000_000)} MB.`
  return { id: 'memory', label: 'Memory', status: bytes > muchMemoryBytes ? 'warn' : 'ok', text }
}

function hashingCheck({ hashing }: Context): HealthCheck {
  const { running, waiting } = hashing.load()
  const text = `Hashing now: ${running}. Waiting: ${waiting}.`
  const status = waiting > running * 10 + 20 ? 'warn' : 'ok'
  return { id: 'hashing', label: 'Password hashing', status, text }
}

const statusOfSeverity = { error: 'fail', warning: 'warn', info: 'ok' } as const

/** In development weak configuration is the rule and worth no line. */
function configurationChecks(context: Context): HealthCheck[] {
  if (context.config.mode === 'development') {
    const text = 'Development mode, which accepts weak configuration.'
    const fix = 'Set NODE_ENV=production before people use this server.'
    return [{ id: 'mode', label: 'Mode', status: 'warn', text, fix }]
  }
  return deploymentFindings(context).map(({ id, severity, text, fix }) => ({
    id,
    label: 'Configuration',
    status: statusOfSeverity[severity],
    text,
    fix,
  }))
}

function worstOf(checks: readonly HealthCheck[]): HealthStatus {
  if (checks.some(({ status }) => status === 'fail')) return 'fail'
  return checks.some(({ status }) => status === 'warn') ? 'warn' : 'ok'
}
