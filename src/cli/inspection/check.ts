import type { Finding } from '../../features/operations/deployment/finding.ts'
import { withConnection } from '../command-context.ts'
import { ReportedError } from '../exit-codes.ts'
import type { OutputOptions } from '../output.ts'
import { paint, print, printJson, type Terminal } from '../terminal.ts'
import { findingsOfFailure, readFindings } from './findings.ts'

export interface CheckOptions extends OutputOptions {
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
    const message = `${errors} ${errors === 1 ? 'error was' : 'errors were'} found.`
    throw new ReportedError('failed', message)
  }
  if (!options.json) print(terminal, 'No errors were found.')
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
