import { fieldErrors } from '../errors.ts'
import { byteOrderMark, csvLine } from './csv.ts'

/** What can be chosen about an export. */
export interface ExportRequest {
  readonly format?: string
  readonly columns?: string
  readonly excel?: boolean
}

/** The columns there are, and those that are exported by default. */
export interface ExportColumns {
  readonly columns: readonly string[]
  readonly defaultColumns: readonly string[]
}

export type RowBatches = AsyncIterable<readonly Record<string, unknown>[]>

/** The columns to export. @throws {ApiError} `validation_failed` for one that does not exist. */
export function columnsFrom(
  { columns: text }: ExportRequest,
  { columns, defaultColumns }: ExportColumns,
): readonly string[] {
  const input = text?.split(',').filter(Boolean) ?? []
  if (input.length === 0) return defaultColumns
  const unknown = input.filter((name) => !columns.includes(name))
  if (unknown.length > 0) {
    throw fieldErrors({ columns: [`No such column: ${unknown.join(', ')}.`] })
  }
  return input
}

/** The text of the file, batch by batch. */
export function exportText(
  { format, excel }: ExportRequest,
  columns: readonly string[],
  batches: RowBatches,
): AsyncIterable<string> {
  return format === 'jsonl' ? jsonLines(batches, columns) : csvLines(batches, columns, excel)
}

async function* csvLines(batches: RowBatches, columns: readonly string[], hasMark = false) {
  yield (hasMark ? byteOrderMark : '') + csvLine(columns)
  for await (const batch of batches) {
    yield batch.map((row) => csvLine(columns.map((name) => row[name]))).join('')
  }
}

async function* jsonLines(batches: RowBatches, columns: readonly string[]) {
  for await (const batch of batches) {
    yield batch.map((row) => `${JSON.stringify(selected(row, columns))}\n`).join('')
  }
}

function selected(row: Record<string, unknown>, columns: readonly string[]) {
  return Object.fromEntries(columns.map((name) => [name, row[name]]))
}
