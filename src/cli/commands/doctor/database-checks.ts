import type { Context } from '../../../context.ts'
import type { Connection } from '../../../database/connect.ts'
import type { Finding } from '../../../features/operations/deployment/finding.ts'
import type { HealthCheck } from '../../../features/operations/health-check.ts'
import { readHealth } from '../../../features/operations/read-health.ts'
import { findingsOfFailure, readFindings } from './findings.ts'

const statusOfSeverity = { error: 'fail', warning: 'warn', info: 'ok' } as const

// Of the process that asks, which is gone in a moment.
const aboutThisProcess: ReadonlySet<string> = new Set(['memory', 'hashing'])

/** The report of a server on its health, without a server; or why the database cannot be read. */
export async function databaseChecks(
  context: Context,
  connection: Connection,
): Promise<HealthCheck[]> {
  try {
    const findings = await readFindings(context, connection, {})
    if (findings.some(({ id }) => id === 'migrations_pending')) return findings.map(checkOf)
    const { checks } = await readHealth(context, connection)
    return [...checks.filter(({ id }) => !aboutThisProcess.has(id)), ...findings.map(checkOf)]
  } catch (error) {
    return findingsOfFailure(error).map(checkOf)
  }
}

const labels: Readonly<Record<string, string>> = {
  migrations_pending: 'Migrations',
  no_signing_key: 'Signing key',
  no_superuser: 'Administrators',
  configuration_refused: 'Configuration',
}

export function checkOf({ id, severity, text, fix }: Finding): HealthCheck {
  return { id, label: labels[id] ?? 'Database', status: statusOfSeverity[severity], text, fix }
}
