import type { Context } from '../../../context.ts'
import { AuthError } from '../../../errors.ts'
import { identityOf } from '../../../features/accounts/email-address.ts'
import { type ImportOutcome, importUser } from '../../../features/users/import-user.ts'
import { commandLineAdministrator } from '../../command-context.ts'
import { type CellFault, fieldOf, readUser, secretFields } from './read-user.ts'
import type { FileRow, UserFile } from './user-file.ts'

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
  readonly file: UserFile
  /** Field → column, where the file's own names do not say it. */
  readonly mapping: ReadonlyMap<string, string>
  readonly isDryRun: boolean
  readonly onFailures: (row: FileRow, failures: readonly ImportFailure[]) => void
  readonly onRow: (counts: ImportCounts) => void
}

/** Imports row by row, each for itself: what is wrong with one stops no other. */
export async function runImport(context: Context, run: ImportRun): Promise<ImportCounts> {
  const counts = { total: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  const administrator = commandLineAdministrator()
  const manner = { administrator, isDryRun: run.isDryRun, lostSuperusers: new Set<number>() }
  const rowOfIdentity = new Map<string, number>()

  for await (const row of run.file.rows()) {
    const outcome = await importRow(row, run.mapping, async (user) => {
      const identity = identityOf(user.email)
      const twin = rowOfIdentity.get(identity)
      if (twin !== undefined) {
        return [{ field: 'email', reason: `Row ${twin} is about this address already.` }]
      }
      rowOfIdentity.set(identity, row.number)
      return importUser(context, user, manner).catch(faultsFrom)
    })
    counts.total += 1
    counts[typeof outcome === 'string' ? outcome : 'failed'] += 1
    if (typeof outcome !== 'string') run.onFailures(row, failuresOf(row, outcome, run.mapping))
    run.onRow(counts)
  }
  return counts
}

type Importing = (
  user: Exclude<ReturnType<typeof readUser>, CellFault[]>,
) => Promise<ImportOutcome | CellFault[]>

async function importRow(
  row: FileRow,
  mapping: ImportRun['mapping'],
  work: Importing,
): Promise<ImportOutcome | CellFault[]> {
  if (row.fault !== undefined) return [{ reason: row.fault }]
  const user = readUser(valuesOf(row, mapping))
  return Array.isArray(user) ? user : work(user)
}

function valuesOf({ cells }: FileRow, mapping: ImportRun['mapping']): Map<string, unknown> {
  const mapped = new Set(mapping.values())
  const values = new Map<string, unknown>()
  for (const [column, value] of Object.entries(cells)) {
    const field = mapped.has(column) ? undefined : fieldOf(column)
    if (field !== undefined) values.set(field, value)
  }
  for (const [field, column] of mapping) values.set(field, cells[column])
  return values
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
  mapping: ImportRun['mapping'],
): ImportFailure[] {
  return faults.map(({ field, reason }) => {
    if (field === undefined) return { row, column: null, value: null, reason }
    const named = Object.keys(cells).find((column) => fieldOf(column) === field)
    const column = mapping.get(field) ?? named ?? field
    const value = secretFields.has(field) ? '•••' : (cells[column] ?? null)
    return { row, column, value, reason }
  })
}
