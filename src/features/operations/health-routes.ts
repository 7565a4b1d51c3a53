import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import { DateTimeOrNull, nullable, oneOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { commitOf, version } from '../../version.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import type { HealthCheck } from './health-check.ts'
import { Process, processBody, processExample } from './process-routes.ts'
import { readHealth } from './read-health.ts'

const status = oneOf(['ok', 'warn', 'fail'], 'Status.')

const HealthBody = Type.Object(
  {
    status,
    checks: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Check ID.' }),
        label: Type.String({ description: 'Display name.' }),
        status,
        text: Type.String({ description: 'Result.' }),
      }),
      { description: 'Individual checks.' },
    ),
    version: Type.String({ description: 'Server version.' }),
    commit: nullable<string>('string', { description: 'Source commit, if known.' }),
    node: Type.String({ description: 'Node.js version.' }),
    platform: Type.String({ description: 'Operating system and architecture.' }),
    uptime_seconds: Type.Integer({ description: 'Uptime of this process.' }),
    process_id: Type.Integer({ description: 'Process ID.' }),
    workers: Type.Integer({ description: 'Number of worker processes.' }),
    memory: Type.Object(
      {
        rss_bytes: Type.Integer({ description: 'Resident set size.' }),
        heap_used_bytes: Type.Integer({ description: 'Used JavaScript heap.' }),
      },
      { description: 'Memory of this process.' },
    ),
    database: Type.Object(
      {
        engine: Type.String({ description: 'Database engine.' }),
        version: Type.String({ description: 'Database version.' }),
        size_bytes: Type.Integer({ description: 'Database size.' }),
        latency_ms: Type.Number({ description: 'Query latency.' }),
        clock_skew_ms: nullable<number>('integer', {
          description: 'Database clock minus server clock.',
        }),
      },
      { description: 'Database.' },
    ),
    processes: Type.Array(Process, { description: 'Running processes.' }),
    migrations: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Migration name.' }),
        executed_at: DateTimeOrNull('When it ran; null: pending.'),
      }),
      { description: 'Migrations.' },
    ),
    configuration: Type.Array(
      Type.Object({
        key: Type.String({ description: 'Variable.' }),
        value: Type.Unknown({ description: 'Effective value; secrets are masked.' }),
        source: oneOf(['flag', 'environment', 'file', 'default'], 'Where the value comes from.'),
      }),
      { description: 'Configuration.' },
    ),
  },
  {
    title: 'Health',
    description: 'Health of the node that responds.',
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

/** The health report for operators. */
export function healthRoutes(app: App, context: Context, connection: Connection): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/health/',
      id: 'readHealth',
      name: 'Health',
      tag: 'Operation',
      permission: 'health.view_health',
      summary: 'Read the health report',
      description: 'Machines probe /livez and /readyz.',
      response: HealthBody,
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
