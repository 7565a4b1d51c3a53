import { ConfigError } from '../config/read-config.ts'
import { NewerSchemaError } from '../database/migrate.ts'
import { ApiError, type ErrorCode } from '../errors.ts'
import { isTransientError } from '../http/transient-errors.ts'
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
  if (error instanceof ApiError) return errorExit(error)
  if (error instanceof NewerSchemaError) {
    return { exit: 'database', code: 'newer_schema', message: error.message }
  }
  const { code = '', syscall } = Object(error) as NodeJS.ErrnoException
  if (syscall && folderIssues.has(code)) {
    const message = `The data folder or the database file cannot be used (${messageOf(error)}). Look at DATA_DIR and DATABASE_URL.`
    return { exit: 'configuration', code: 'configuration', message }
  }
  if (isTransientError(error) || unusableDatabase.test(code)) {
    return { exit: 'database', code: 'unavailable', message: transientMessage(error, code) }
  }
  return { exit: 'failed', code: 'failed', message: messageOf(error) }
}

const folderIssues: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'ENOTDIR', 'EROFS', 'EEXIST'])

// A file that is no database; of PostgreSQL: refused credentials, no such database.
const unusableDatabase = /^(SQLITE_(NOTADB|CORRUPT)|28...|3D...)/

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

function transientMessage(error: unknown, code: string): string {
  const isState = /^[0-9A-Z]{5}$/.test(code)
  const reason = code === '' || isState ? messageOf(error) : code
  const question = code.startsWith('SQLITE')
    ? 'Is it a database, the disk full, or the file in use?'
    : 'Is the server running, and the address right?'
  return `The database of DATABASE_URL cannot be used (${reason}). ${question}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
