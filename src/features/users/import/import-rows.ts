import type { Context } from '../../../context.ts'
import { ApiError } from '../../../errors.ts'
import { normalizeEmail } from '../../../text/email-address.ts'
import { announceImportedHashes } from '../../authentication/decoy-hashes.ts'
import type { Administrator } from '../../permissions/administrator.ts'
import { type ImportedUser, type ImportOutcome, importUser } from './import-user.ts'
import {
  type CellIssue,
  columnOf,
  type Mapping,
  readUser,
  secretFields,
  valuesOf,
} from './imported-user-schema.ts'
import type { FileRow } from './read-rows.ts'

/** A row that was not imported, and why. */
export interface ImportFailure {
  readonly row: number
  /** As the file names it; absent when the row as a whole is at issue. */
  readonly column: string | null
  readonly value: unknown
  readonly reason: string
}

export type ImportCounts = Record<ImportOutcome | 'failed' | 'total', number>

export interface ImportRun {
  readonly rows: Iterable<FileRow> | AsyncIterable<FileRow>
  readonly mapping: Mapping
  readonly isDryRun: boolean
  readonly onFailures: (row: FileRow, failures: readonly ImportFailure[]) => void
  readonly onRow?: (counts: ImportCounts) => void
}

/** Imports row by row, each for itself: what is wrong with one stops no other. */
export async function importRows(
  context: Context,
  { rows, mapping, isDryRun, onFailures, onRow }: ImportRun,
  administrator: Administrator,
): Promise<ImportCounts> {
  const counts = { total: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  const manner = { administrator, isDryRun, lostSuperusers: new Set<number>() }
  const rowOfNormalizedEmail = new Map<string, number>()

  const importOne = async (user: ImportedUser, row: number) => {
    const normalizedEmail = normalizeEmail(user.email)
    const duplicate = rowOfNormalizedEmail.get(normalizedEmail)
    if (duplicate !== undefined) {
      return [{ field: 'email', reason: `Line ${duplicate} is about this address already.` }]
    }
    rowOfNormalizedEmail.set(normalizedEmail, row)
    return importUser(context, user, manner).catch(issuesFrom)
  }
  const outcomeOf = async (row: FileRow): Promise<ImportOutcome | readonly ImportFailure[]> => {
    // Said once: what is wrong with every row of a table is wrong with the table.
    if (lacksEmailColumn(row, mapping)) return counts.failed === 0 ? [missingColumn(row)] : []
    const read = row.issue === undefined ? readUser(valuesOf(row.cells, mapping)) : issueOf(row)
    const outcome = Array.isArray(read) ? read : await importOne(read, row.number)
    return typeof outcome === 'string' ? outcome : failuresOf(row, outcome, mapping)
  }

  for await (const row of rows) {
    const outcome = await outcomeOf(row)
    counts.total += 1
    counts[typeof outcome === 'string' ? outcome : 'failed'] += 1
    if (typeof outcome !== 'string' && outcome.length > 0) onFailures(row, outcome)
    onRow?.(counts)
  }
  if (counts.created > 0 && !isDryRun) await announceImportedHashes(context)
  return counts
}

function lacksEmailColumn({ isOfTable, cells }: FileRow, mapping: Mapping): boolean {
  return isOfTable === true && !valuesOf(cells, mapping).has('email')
}

function missingColumn({ cells }: FileRow): ImportFailure {
  const columns = Object.keys(cells).join(', ')
  const reason = `No column is the email address. The columns are: ${columns}. Map the one that is.`
  return { row: 1, column: null, value: null, reason }
}

function issueOf({ issue = '' }: FileRow): CellIssue[] {
  return [{ reason: issue }]
}

/** What the user's fields were refused for; anything else that went wrong ends the import. */
function issuesFrom(error: unknown): CellIssue[] {
  if (!(error instanceof ApiError)) throw error
  const { fields, message } = error
  if (!fields) return [{ reason: message }]
  return Object.entries(fields).map(([field, reasons]) => ({ field, reason: reasons.join(' ') }))
}

function failuresOf(
  { number: row, cells }: FileRow,
  issues: readonly CellIssue[],
  mapping: Mapping,
): ImportFailure[] {
  return issues.map(({ field, reason }) => {
    if (field === undefined) return { row, column: null, value: null, reason }
    const column = columnOf(field, cells, mapping)
    const value = secretFields.has(field) ? '•••' : (cells[column] ?? null)
    return { row, column, value, reason }
  })
}
