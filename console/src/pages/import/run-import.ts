import { callApi } from '../../api/client.ts'
import type { ImportFailure, ImportResult } from '../../api/shapes.ts'
import type { Chunk } from './split-file.ts'

export interface ImportProgress {
  readonly done: number
  readonly total: number
  readonly startedAt: number
}

export interface ImportRequest {
  readonly chunks: readonly Chunk[]
  /** `column=field` */
  readonly map: readonly string[]
  readonly isDryRun: boolean
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
}

/** What became of all pieces together, in the order of the file. */
export interface ImportTotals {
  readonly isDryRun: boolean
  /** Rows that were looked at; fewer than in the file when it was stopped. */
  readonly total: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly failures: readonly ImportFailure[]
  readonly columns: ImportResult['columns']
}

/** Sends the file piece by piece; stopping takes effect between two of them. */
export async function runImport(request: ImportRequest): Promise<ImportTotals> {
  const { chunks, map, isDryRun, signal, onProgress } = request
  const total = chunks.reduce((sum, { rows }) => sum + rows, 0)
  const startedAt = performance.now()
  let totals = nothingYet(isDryRun)

  for (const { content, offset } of chunks) {
    onProgress({ done: totals.total, total, startedAt })
    if (signal.aborted) break
    const body = { content, map, dry_run: isDryRun }
    totals = add(totals, await callApi('POST', 'users/import/', { body }), offset)
  }
  return totals
}

function nothingYet(isDryRun: boolean): ImportTotals {
  const counts = { total: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  return { isDryRun, ...counts, failures: [], columns: [] }
}

function add(totals: ImportTotals, result: ImportResult, offset: number): ImportTotals {
  return {
    isDryRun: totals.isDryRun,
    total: totals.total + result.total,
    created: totals.created + result.created,
    updated: totals.updated + result.updated,
    unchanged: totals.unchanged + result.unchanged,
    failed: totals.failed + result.failed,
    failures: [
      ...totals.failures,
      ...result.failures.map((failure) => ({ ...failure, row: failure.row + offset })),
    ],
    columns: totals.columns.length > 0 ? totals.columns : result.columns,
  }
}
