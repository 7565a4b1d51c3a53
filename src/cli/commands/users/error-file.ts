import { openSync, writeSync } from 'node:fs'
import type { ImportFailure } from '../../../features/users/import/import-rows.ts'
import type { FileKind, FileRow } from '../../../features/users/import/read-rows.ts'
import { csvLine } from '../../../text/csv.ts'
import { CommandError } from '../../exit-codes.ts'

/** Collects the rows that were not imported, in the form they came in, with what is wrong beside them. */
interface ErrorFile {
  readonly add: (row: FileRow, failures: readonly ImportFailure[]) => void
}

/** Only its owner may read it: hashes may be among what it repeats. It is made with the first row. */
export function createErrorFile(path: string | undefined, kind: FileKind): ErrorFile {
  let file: number | undefined
  const write = (text: string) => {
    if (file !== undefined) writeSync(file, text)
  }

  return {
    add({ number, cells }, failures) {
      if (path === undefined) return
      const isFirst = file === undefined
      file ??= open(path)
      const error_column = failures.map(({ column }) => column ?? '').join('; ')
      const error_reason = failures.map(({ reason }) => reason).join(' ')
      const row = { error_row: number, error_column, error_reason, ...cells }
      if (kind === 'jsonl') return write(`${JSON.stringify(row)}\n`)
      if (isFirst) write(csvLine(Object.keys(row)))
      write(csvLine(Object.values(row)))
    },
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'w', 0o600)
  } catch (error) {
    throw new CommandError('usage', `--errors: cannot write ${path}.`, { cause: error })
  }
}
