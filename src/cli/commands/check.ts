import type { Command } from 'commander'
import type { Finding } from '../../features/operations/deployment/finding.ts'
import { withConnection } from '../command-context.ts'
import { ReportedError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import { counted, type OutputOptions } from '../output.ts'
import { paint, print, printJson, type Terminal } from '../terminal.ts'
import { findingsOfFailure, readFindings } from './doctor/findings.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .option('--deploy', 'also look for what makes a public server unsafe')
    .addOption(json())
    .addHelpText('after', examples('latchkey check', 'latchkey check --deploy --json'))
    .action((options) => check(terminal, options))
}

interface CheckOptions extends OutputOptions {
  readonly deploy?: boolean
}

const colors = { error: 'red', warning: 'yellow', info: 'dim' } as const

/** `latchkey check`: changes nothing, and says everything it finds at once. */
export async function check(terminal: Terminal, options: CheckOptions): Promise<void> {
  const findings = await collect(terminal, options).catch(findingsOfFailure)
  const errors = findings.filter(({ severity }) => severity === 'error').length

  if (options.json) printJson(terminal, { status: errors > 0 ? 'fail' : 'ok', findings })
  else for (const finding of findings) printFinding(terminal, finding)
  if (errors > 0) {
    const message = `Found ${counted(errors, 'error')}.`
    throw new ReportedError('failed', message)
  }
  if (!options.json) print(terminal, 'No errors found.')
}

function collect(terminal: Terminal, options: CheckOptions): Promise<Finding[]> {
  return withConnection(terminal, (context, connection) =>
    readFindings(context, connection, options),
  )
}

function printFinding(terminal: Terminal, { id, severity, text, fix }: Finding): void {
  print(terminal, `${paint(terminal, colors[severity], severity.padEnd(8))} ${id}`)
  print(terminal, `         ${text}`)
  print(terminal, `         ${paint(terminal, 'dim', 'Fix:')} ${fix}`)
}
