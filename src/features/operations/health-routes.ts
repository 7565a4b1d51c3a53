import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import { toIsoString } from '../../http/date-time.ts'
import { DateTimeOrNull, nullable, oneOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { commitOf, version } from '../../version.ts'
import type { HealthCheck } from './health-check.ts'
import { Process, processBody, processExample } from './process-schema.ts'
import { readHealth } from './read-health.ts'

const status = oneOf(['ok', 'warn', 'fail'], 'How it is.')

const HealthBody = Type.Object(
  {
    status,
    checks: Type.Array(
      Type.Object({
        id: Type.String({ description: 'What was looked at.' }),
        label: Type.String({ description: 'The same for people.' }),
        status,
        text: Type.String({ description: 'What was found.' }),
      }),
      { description: 'One by one.' },
    ),
    version: Type.String({ description: 'Version of the server.' }),
    commit: nullable<string>('string', { description: 'What it was built of, if that is known.' }),
    node: Type.String({ description: 'Version of Node.' }),
    platform: Type.String({ description: 'System and processor.' }),
    uptime_seconds: Type.Integer({ description: 'Since when this process runs.' }),
    process_id: Type.Integer({ description: 'Number of this process.' }),
    workers: Type.Integer({ description: 'Processes on this machine.' }),
    memory: Type.Object(
      {
        rss_bytes: Type.Integer({ description: 'Held by the process.' }),
        heap_used_bytes: Type.Integer({ description: 'In use by JavaScript.' }),
      },
      { description: 'Memory of this process.' },
    ),
    database: Type.Object(
      {
        engine: Type.String({ description: 'Which database.' }),
        version: Type.String({ description: 'Its version.' }),
        size_bytes: Type.Integer({ description: 'Its size.' }),
        latency_ms: Type.Number({ description: 'How fast it answers.' }),
        clock_skew_ms: nullable<number>('integer', { description: 'Its clock minus ours.' }),
      },
      { description: 'The database.' },
    ),
    processes: Type.Array(Process, { description: 'Those that serve on the database.' }),
    migrations: Type.Array(
      Type.Object({
        name: Type.String({ description: 'The migration.' }),
        executed_at: DateTimeOrNull('When it was executed; null while pending.'),
      }),
      { description: 'The schema.' },
    ),
    configuration: Type.Array(
      Type.Object({
        key: Type.String({ description: 'The variable.' }),
        value: Type.Unknown({ description: 'The value in force; secrets masked.' }),
        source: oneOf(['flag', 'environment', 'file', 'default'], 'Where it comes from.'),
      }),
      { description: 'What the operator fixed at start.' },
    ),
  },
  {
    title: 'Health',
    description: 'The state of the node that answers.',
    examples: [
      {
        status: 'ok' as const,
        checks: [
          {
            id: 'migrations',
            label: 'Migrations',
            status: 'ok' as const,
            text: 'The schema is current.',
          },
        ],
        version,
        commit: '3f1c9d0e5b7a42c6811f0d2a9e4b6c8d7f5a3e1b',
        node: 'v24.0.0',
        platform: 'linux x64',
        uptime_seconds: 3_600,
        process_id: 1,
        workers: 1,
        memory: { rss_bytes: 90_000_000, heap_used_bytes: 40_000_000 },
        database: {
          engine: 'SQLite',
          version: '3.51.0',
          size_bytes: 1_000_000,
          latency_ms: 0.2,
          clock_skew_ms: null,
        },
        processes: [processExample],
        migrations: [{ name: '0001-initial', executed_at: '2030-01-01T00:00:00.000Z' }],
        configuration: [{ key: 'SECRET_KEY', value: '•••', source: 'environment' as const }],
      },
    ],
  },
)

/** The state of the server, for people who operate it. */
export function healthRoutes(app: App, context: Context, connection: Connection): void {
  app.get(
    '/health/',
    {
      config: { name: 'Health', permission: 'health.view_health' },
      schema: {
        operationId: 'readHealth',
        summary: 'The state of the server',
        description: 'Needs health.view_health. Probes for machines are /livez and /readyz.',
        tags: ['Operation'],
        security: adminSecurity,
        response: { 200: HealthBody, ...readErrors() },
      },
    },
    async () => {
      const { database, ...health } = await readHealth(context, connection)
      const { rss, heapUsed } = process.memoryUsage()
      return {
        status: health.status,
        checks: health.checks.map(checkBody),
        version,
        commit: commitOf(context.config.commit) ?? null,
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
        uptime_seconds: Math.round(process.uptime()),
        process_id: process.pid,
        workers: context.config.workers,
        memory: { rss_bytes: rss, heap_used_bytes: heapUsed },
        database: {
          engine: database.engine,
          version: database.version,
          size_bytes: database.sizeBytes,
          latency_ms: database.latencyMs,
          clock_skew_ms: database.skewMs,
        },
        processes: health.processes.map(processBody),
        migrations: health.migrations.map(({ name, executedAt }) => ({
          name,
          executed_at: toIsoString(executedAt?.getTime()),
        })),
        configuration: health.configuration.map(({ name, value, source }) => ({
          key: name,
          value,
          source,
        })),
      }
    },
  )
}

function checkBody({ id, label, status, text, fix }: HealthCheck) {
  return { id, label, status, text: fix ? `${text} ${fix}` : text }
}
