import type { Command } from 'commander'
import type { Context } from '../../../context.ts'
import type { HealthCheck, HealthStatus } from '../../../features/operations/health-check.ts'
import { version } from '../../../version.ts'
import { withConnection } from '../../command-context.ts'
import { ReportedError } from '../../exit-codes.ts'
import { examples, json } from '../../flags.ts'
import { counted, type OutputOptions, safeText } from '../../output.ts'
import { paint, print, printJson, type Terminal } from '../../terminal.ts'
import { readConfiguration } from '../info.ts'
import { checkOf, databaseChecks } from './database-checks.ts'
import { findingsOfFailure } from './findings.ts'
import { folderCheck } from './folder-check.ts'
import { portCheck } from './port-check.ts'
import { type ProxyTrial, proxyCheck } from './proxy-check.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .option(
      '--peer <address>',
      'simulate a request from this IP address, such as that of your proxy',
    )
    .option('--forwarded-for <addresses>', 'X-Forwarded-For header of the simulated request')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey doctor',
        'latchkey doctor --peer 10.0.0.5 --forwarded-for 203.0.113.7 --json',
      ),
    )
    .action((options) => doctor(terminal, options))
}

type DoctorOptions = OutputOptions & ProxyTrial

/** `latchkey doctor`: looks at everything the server depends on here, changes nothing, and says what to do. */
async function doctor(terminal: Terminal, options: DoctorOptions): Promise<void> {
  const checks = await examine(terminal, options)
  const failures = count(checks, 'fail')
  const warnings = count(checks, 'warn')
  const status = failures > 0 ? 'fail' : warnings > 0 ? 'warn' : 'ok'

  if (options.json) printJson(terminal, { status, version, checks })
  else for (const check of checks) printCheck(terminal, check)
  if (failures > 0)
    throw new ReportedError('failed', `${failures} of ${checks.length} checks failed.`)
  if (!options.json)
    print(
      terminal,
      `No failures and ${counted(warnings, 'warning')} in ${counted(checks.length, 'check')}.`,
    )
}

/** A configuration that is refused stands in the way of everything else. */
async function examine(terminal: Terminal, options: DoctorOptions): Promise<HealthCheck[]> {
  let isUnderstood = false
  const examination = withConnection(terminal, async (context, connection) => {
    isUnderstood = true
    return [
      sourcesCheck(context),
      ...(await databaseChecks(context, connection)),
      folderCheck(context.config),
      proxyCheck(context.config, options),
      await portCheck(context.config),
    ]
  })
  return examination.catch((error: unknown) => {
    if (isUnderstood) throw error
    return findingsOfFailure(error).map(checkOf)
  })
}

function sourcesCheck(context: Context): HealthCheck {
  const about = { id: 'configuration', label: 'Configuration', status: 'ok' } as const
  const given = readConfiguration(context).filter(({ source }) => source !== 'default')
  const pinned = Object.keys(context.config.pinnedSettings)
  const names = [
    ...given.map(({ key, source }) => `${key} (${source})`),
    ...pinned.map((key) => `${key} (environment, overrides the setting)`),
  ]
  const text = names.length > 0 ? `Set: ${names.join(', ')}.` : 'All values are defaults.'
  return { ...about, text: `${text} All values: latchkey info` }
}

function count(checks: readonly HealthCheck[], input: HealthStatus): number {
  return checks.filter(({ status }) => status === input).length
}

const colors = { ok: 'green', warn: 'yellow', fail: 'red' } as const
const indent = ' '.repeat(6)

function printCheck(terminal: Terminal, { label, status, text, fix }: HealthCheck): void {
  print(terminal, `${paint(terminal, colors[status], status.padEnd(5))} ${label}`)
  print(terminal, indent + safeText(text))
  if (fix !== undefined)
    print(terminal, `${indent}${paint(terminal, 'dim', 'Fix:')} ${safeText(fix)}`)
}
