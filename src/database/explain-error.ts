import { type DatabaseProblem, UnusableDatabaseError } from './unusable-database.ts'

/** Why the database cannot be used, if that is what the error says; undefined for every other error. */
export function explainDatabaseError(error: unknown): UnusableDatabaseError | undefined {
  if (error instanceof UnusableDatabaseError) return error
  const { code = '', message = '' } = Object(error) as { code?: unknown; message?: string }
  const family = String(code).replace(/^(SQLITE_[A-Z]+)_.*$/, '$1')
  const problem = problems[family]
  return problem && new UnusableDatabaseError(problem(message), { cause: error })
}

/** By the codes of SQLite, and those of PostgreSQL that a statement may meet. */
const problems: Readonly<Record<string, (text: string) => DatabaseProblem>> = {
  SQLITE_NOTADB: notOurs,
  SQLITE_CORRUPT: notOurs,
  SQLITE_FULL: () => ({
    code: 'disk_full',
    reason: 'the disk is full.',
    cure: 'Make room on it.',
  }),
  SQLITE_BUSY: () => ({
    code: 'database_locked',
    reason: 'another process has been writing to it for more than 5 seconds.',
    cure: 'Find out which one has the file open, and let it finish.',
  }),
  SQLITE_READONLY: unwritable,
  SQLITE_CANTOPEN: unwritable,
  SQLITE_PERM: unwritable,
  SQLITE_IOERR: (text) => ({
    code: 'disk_failed',
    reason: `the disk failed (${text}).`,
    cure: 'Look at the disk and its free space, then at the file with: latchkey check',
  }),
  '25006': (text) => ({
    code: 'database_read_only',
    reason: `it takes no writes, as a standby does (${text}).`,
    cure: 'Promote it, or name all servers in the URL, with target_session_attrs=read-write.',
  }),
  '57014': (text) => ({
    code: 'unavailable',
    reason: `it is too slow (${text}).`,
    cure: 'Look at the load and the locks of the database, and try again.',
  }),
}

function notOurs(text: string): DatabaseProblem {
  return {
    code: 'not_a_database',
    reason: `the file is damaged, or something else (${text}).`,
    cure: 'Correct the path (DATABASE_URL, DATA_DIR), or restore a backup.',
  }
}

function unwritable(text: string): DatabaseProblem {
  return {
    code: 'file_unusable',
    reason: `the file cannot be opened or written to (${text}).`,
    cure: 'Let the user of this process read and write the file and its folder.',
  }
}
