import { ConfigError } from '../../config.ts'
import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import { readMigrations } from '../../database/migrate.ts'
import { deploymentFindings } from '../../features/operations/deployment/deployment-findings.ts'
import type { Finding } from '../../features/operations/deployment/finding.ts'
import { hasActiveSuperuser } from '../../features/users/user-repository.ts'
import { withConnection } from '../command-context.ts'
import { AnsweredFailure } from '../exit-codes.ts'
import { exitOfError } from '../exit-of-error.ts'
import type { OutputOptions } from '../output.ts'
import { paint, print, printJson, type Terminal } from '../terminal.ts'

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
    throw new AnsweredFailure('failed', message)
  }
  if (!options.json) print(terminal, 'No errors were found.')
}

function collect(terminal: Terminal, { deploy }: CheckOptions): Promise<Finding[]> {
  return withConnection(terminal, async (context, connection) => {
    const pending = await pendingMigrations(connection)
    if (pending) return [pending, ...(deploy ? deploymentFindings(context) : [])]

    await context.settings.reload(context.db)
    await context.keys.reload(context.db)
    return [
      ...keyFindings(context),
      ...(await superuserFindings(context)),
      ...(deploy ? deploymentFindings(context) : []),
    ]
  })
}

async function pendingMigrations(connection: Connection): Promise<Finding | undefined> {
  const states = await readMigrations(connection)
  const pending = states.filter(({ executedAt }) => executedAt === undefined)
  return pending.length === 0
    ? undefined
    : {
        id: 'migrations_pending',
        severity: connection.dialect === 'sqlite' ? 'warning' : 'error',
        text: `Migrations are pending: ${pending.map(({ name }) => name).join(', ')}.`,
        fix: 'latchkey migrate',
        link: '/docs/guides/postgresql-and-nodes/',
      }
}

function keyFindings({ keys, config, now }: Context): Finding[] {
  if (config.jwtAlgorithm === 'HS256' || keys.publicJwks(now()).keys.length === 0) return []
  try {
    keys.signingKey(now())
    return []
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const fix = 'Put the former SECRET_KEY into SECRET_KEY_FALLBACKS, or: latchkey keys rotate'
    return [
      { id: 'no_signing_key', severity: 'error', text, fix, link: '/docs/guides/key-rotation/' },
    ]
  }
}

async function superuserFindings({ db }: Context): Promise<Finding[]> {
  if (await hasActiveSuperuser(db)) return []
  const text = 'There is no active superuser: nobody can administer this server.'
  const link = '/docs/reference/command-line/'
  return [{ id: 'no_superuser', severity: 'warning', text, fix: 'latchkey createsuperuser', link }]
}

/** A configuration that is refused, or a database that is away, are findings too. */
function findingsOfFailure(error: unknown): Finding[] {
  const link = '/docs/reference/environment/'
  if (error instanceof ConfigError) {
    return error.faults.map(({ variable, expectation }) => ({
      id: 'configuration_refused',
      severity: 'error',
      text: `${variable}: expected ${expectation}.`,
      fix: `Set ${variable}.`,
      link,
    }))
  }
  const { exit, code, message } = exitOfError(error)
  if (exit !== 'database') throw error
  return [{ id: code, severity: 'error', text: message, fix: 'Look at DATABASE_URL.', link }]
}

function printFinding(terminal: Terminal, { id, severity, text, fix }: Finding): void {
  print(terminal, `${paint(terminal, colors[severity], severity.padEnd(8))} ${id}`)
  print(terminal, `         ${text}`)
  print(terminal, `         ${paint(terminal, 'dim', 'Fix:')} ${fix}`)
}
