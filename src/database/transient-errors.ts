import { UnusableDatabaseError } from './unusable-database.ts'

/**
 * Of PostgreSQL: connection exceptions, read-only transactions, rollbacks of deadlocked or conflicting ones,
 * insufficient resources, operator intervention, system errors.
 */
const transientClasses = new Set(['08', '25', '40', '53', '57', '58'])
const transientCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // A lock that another statement holds.
  '55P03',
  'NO_SIGNING_KEY',
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
])
const transientMessages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|not queryable|Connection ended/

/** Whether an error means that the database is away, full or too slow: 503, and worth a retry. */
export function isTransientError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof UnusableDatabaseError) return true
  const code = String((error as { code?: unknown }).code ?? '')
  if (
    transientCodes.has(code) ||
    code.startsWith('SQLITE_IOERR') ||
    code.startsWith('SQLITE_BUSY')
  ) {
    return true
  }
  if (/^[0-9A-Z]{5}$/.test(code) && transientClasses.has(code.slice(0, 2))) return true
  return transientMessages.test(error.message)
}
