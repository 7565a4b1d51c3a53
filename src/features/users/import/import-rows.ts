import type { Context } from '../../../context.ts'
import { AuthError } from '../../../errors.ts'
import { identityOf } from '../../accounts/email-address.ts'
import type { Administrator } from '../../permissions/administrator.ts'
import { type ImportedUser, type ImportOutcome, importUser } from './import-user.ts'
import {
  type CellFault,
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
  /** As the file names it; absent when the row as a whole is at fault. */
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
  const rowOfIdentity = new Map<string, number>()

  const importOne = async (user: ImportedUser, row: number) => {
    const identity = identityOf(user.email)
    const twin = rowOfIdentity.get(identity)
    if (twin !== undefined) {
      return [{ field: 'email', reason: `Row ${twin} is about this address already.` }]
    }
    rowOfIdentity.set(identity, row)
    return importUser(context, user, manner).catch(faultsFrom)
  }

  for await (const row of rows) {
    const read = row.fault === undefined ? readUser(valuesOf(row.cells, mapping)) : faultOf(row)
    const outcome = Array.isArray(read) ? read : await importOne(read, row.number)
    counts.total += 1
    counts[typeof outcome === 'string' ? outcome : 'failed'] += 1
    if (typeof outcome !== 'string') onFailures(row, failuresOf(row, outcome, mapping))
    onRow?.(counts)
  }
  return counts
}

function faultOf({ fault = '' }: FileRow): CellFault[] {
  return [{ reason: fault }]
}

/** What the user's fields were refused for; anything else that went wrong ends the import. */
function faultsFrom(error: unknown): CellFault[] {
  if (!(error instanceof AuthError)) throw error
  const { fields, message } = error
  if (!fields) return [{ reason: message }]
  return Object.entries(fields).map(([field, reasons]) => ({ field, reason: reasons.join(' ') }))
}

function failuresOf(
  { number: row, cells }: FileRow,
  faults: readonly CellFault[],
  mapping: Mapping,
): ImportFailure[] {
  return faults.map(({ field, reason }) => {
    if (field === undefined) return { row, column: null, value: null, reason }
    const column = columnOf(field, cells, mapping)
    const value = secretFields.has(field) ? '•••' : (cells[column] ?? null)
    return { row, column, value, reason }
  })
}
