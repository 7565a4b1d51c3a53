import type SqliteDatabase from 'better-sqlite3'
import { NewerSchemaError, unknownMigrations } from './migrate.ts'
import { openReader } from './sqlite-connections.ts'

/** A file that the server could not go on from. */
export class UnusableCopyError extends Error {
  override readonly name = 'UnusableCopyError'
}

const lockTimeoutMilliseconds = 5_000
const maxShownProblems = 3

/**
 * Reads a whole copy of an embedded database, without writing to it: every page, every index, every reference, and that
 * it is one of ours. Returns how many users it has.
 *
 * @throws {UnusableCopyError} that says what is wrong; {@link NewerSchemaError} for one of a newer program.
 */
export function verifyCopy(file: string): { readonly users: number } {
  const reader = openCopy(file)
  try {
    const problems = reader.prepare('pragma integrity_check').pluck().all().map(String)
    if (problems.join() !== 'ok') throw damaged(problems)
    if (reader.prepare('pragma foreign_key_check').all().length > 0) {
      throw damaged(['references to rows that are not there'])
    }
    const executed = reader.prepare('select name from kysely_migration').pluck().all().map(String)
    const unknown = unknownMigrations(executed)
    if (unknown.length > 0) throw new NewerSchemaError(unknown)
    return { users: Number(reader.prepare('select count(*) from users').pluck().get()) }
  } catch (error) {
    throw isOfSqlite(error) ? damaged([error.message], error) : error
  } finally {
    reader.close()
  }
}

function openCopy(file: string): SqliteDatabase.Database {
  try {
    return openReader(file, lockTimeoutMilliseconds)
  } catch (cause) {
    throw new UnusableCopyError('cannot be opened', { cause })
  }
}

function damaged(problems: readonly string[], cause?: unknown): UnusableCopyError {
  const shown = problems.slice(0, maxShownProblems).join('; ')
  return new UnusableCopyError(`is damaged, or no database of this program (${shown})`, { cause })
}

function isOfSqlite(error: unknown): error is Error {
  return error instanceof Error && /^SQLITE_/.test(String((error as { code?: unknown }).code))
}
