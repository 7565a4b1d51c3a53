import { ConfigError } from '../config.ts'
import { NewerSchemaError } from '../database/migrate.ts'
import { AuthError, type RefusalCode } from '../errors.ts'
import { isOutage } from '../http/outages.ts'
import { CommandError, type ExitName } from './exit-codes.ts'

/** How a command ends that did not do what it was asked for. */
export interface Failure {
  readonly exit: ExitName
  /** For programs; permanent. */
  readonly code: string
  readonly message: string
}

/** What a thrown value means for the caller of a command. */
export function exitOfError(error: unknown): Failure {
  if (error instanceof CommandError) {
    return { exit: error.exit, code: codeOf(error.exit), message: error.message }
  }
  if (error instanceof ConfigError) {
    const message = `The configuration is not usable:\n${error.message.replaceAll(/^/gm, '  ')}`
    return { exit: 'configuration', code: 'configuration', message }
  }
  if (error instanceof AuthError) return refusalExit(error)
  if (error instanceof NewerSchemaError) {
    return { exit: 'database', code: 'newer_schema', message: error.message }
  }
  if (isOutage(error)) {
    return { exit: 'database', code: 'unavailable', message: outageMessage(error) }
  }
  return { exit: 'failed', code: 'failed', message: messageOf(error) }
}

function codeOf(exit: ExitName): string {
  return exit === 'notFound' ? 'not_found' : exit
}

const aboutObjects: ReadonlySet<RefusalCode> = new Set([
  'not_found',
  'conflict',
  'last_superuser',
  'setting_pinned',
  'version_mismatch',
])

function refusalExit(error: AuthError): Failure {
  const exit = aboutObjects.has(error.code) ? 'notFound' : 'failed'
  const faults = Object.entries(error.fields ?? {}).map(
    ([field, messages]) => `${field}: ${messages.join(' ')}`,
  )
  return { exit, code: error.code, message: faults.length > 0 ? faults.join('\n') : error.message }
}

function outageMessage(error: unknown): string {
  const reason = (error as { code?: string }).code ?? messageOf(error)
  return `The database cannot be reached (${reason}). Is DATABASE_URL right, and the server running?`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
