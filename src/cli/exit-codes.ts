import { ConfigError } from '../config.ts'
import { NewerSchemaError } from '../database/migrate.ts'
import { AuthError } from '../errors.ts'
import { isOutage } from '../http/outages.ts'

/** What the exit codes of every command mean; printed in the help and in the manual. */
export const exitCodes = {
  ok: [0, 'done'],
  failed: [1, 'failed'],
  usage: [2, 'unknown command or flag, or a needed answer is missing'],
  configuration: [3, 'the configuration is refused, or the port is taken'],
  database: [4, 'the database cannot be reached, or migrations are pending'],
  notFound: [5, 'no such object, or a conflict'],
  refused: [6, 'refused without --yes'],
  interrupted: [130, 'interrupted'],
} as const

export type ExitName = keyof typeof exitCodes

/** A command that cannot go on, with its exit code and the sentence that says why. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exit: ExitName

  constructor(exit: ExitName, message: string) {
    super(message)
    this.exit = exit
  }
}

/** What a thrown value means for the caller of a command. */
export function exitOf(error: unknown): { exit: ExitName; code: string; message: string } {
  if (error instanceof CommandError) {
    return { exit: error.exit, code: error.exit, message: error.message }
  }
  if (error instanceof ConfigError) {
    const message = `The configuration is not usable:\n${error.message.replaceAll(/^/gm, '  ')}`
    return { exit: 'configuration', code: 'configuration', message }
  }
  if (error instanceof AuthError) return refusalExit(error)
  if (error instanceof NewerSchemaError) {
    return { exit: 'database', code: 'newer_schema', message: error.message }
  }
  if (isOutage(error))
    return { exit: 'database', code: 'unavailable', message: outageMessage(error) }
  return { exit: 'failed', code: 'failed', message: messageOf(error) }
}

function refusalExit(error: AuthError) {
  const isAboutObjects = [
    'not_found',
    'conflict',
    'last_superuser',
    'setting_pinned',
    'version_mismatch',
  ]
  const exit: ExitName = isAboutObjects.includes(error.code) ? 'notFound' : 'failed'
  const faults = Object.entries(error.fields ?? {}).map(
    ([field, messages]) => `${field}: ${messages.join(' ')}`,
  )
  return { exit, code: error.code, message: faults.length > 0 ? faults.join('\n') : error.message }
}

function outageMessage(error: unknown): string {
  return `The database cannot be reached (${(error as { code?: string }).code ?? messageOf(error)}). Is DATABASE_URL right, and the server running?`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
