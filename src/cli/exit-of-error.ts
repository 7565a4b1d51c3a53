import { ConfigError } from '../config/read-config.ts'
import { explainDatabaseError } from '../database/explain-error.ts'
import { NewerSchemaError } from '../database/migrate.ts'
import { isTransientError } from '../database/transient-errors.ts'
import { ApiError, type ErrorCode } from '../errors.ts'
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
    const message = `The configuration is invalid:\n${error.message.replaceAll(/^/gm, '  ')}`
    return { exit: 'configuration', code: 'configuration', message }
  }
  if (error instanceof ApiError) return errorExit(error)
  if (error instanceof NewerSchemaError) {
    return { exit: 'database', code: 'newer_schema', message: error.message }
  }
  const { code = '', syscall } = Object(error) as NodeJS.ErrnoException
  if (syscall && folderIssues.has(code)) {
    const message = `The data folder or the database file cannot be used (${messageOf(error)}). Check DATA_DIR and DATABASE_URL.`
    return { exit: 'configuration', code: 'configuration', message }
  }
  const unusable = explainDatabaseError(error)
  if (unusable) {
    const { code, isMisconfigured } = unusable.problem
    const exit = isMisconfigured ? 'configuration' : 'database'
    return { exit, code, message: unusable.message }
  }
  if (isTransientError(error)) {
    const message = `The database of DATABASE_URL cannot be used: ${messageOf(error)}.`
    return { exit: 'database', code: 'unavailable', message }
  }
  return { exit: 'failed', code: 'failed', message: messageOf(error) }
}

const folderIssues: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'ENOTDIR', 'EROFS', 'EEXIST'])

function codeOf(exit: ExitName): string {
  return exit === 'notFound' ? 'not_found' : exit
}

const aboutObjects: ReadonlySet<ErrorCode> = new Set([
  'not_found',
  'conflict',
  'last_superuser',
  'setting_pinned',
  'version_mismatch',
])

function errorExit(error: ApiError): Failure {
  const exit = aboutObjects.has(error.code) ? 'notFound' : 'failed'
  const issues = Object.entries(error.fields ?? {}).map(
    ([field, messages]) => `${field}: ${messages.join(' ')}`,
  )
  return { exit, code: error.code, message: issues.length > 0 ? issues.join('\n') : error.message }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
