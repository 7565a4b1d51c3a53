import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { fieldErrors } from '../errors.ts'
import { byteOrderMark, csvLine } from './csv.ts'
import { oneOf } from './list-schema.ts'
import { Type } from './schema.ts'

/** What every export takes besides the filters of its list. */
export const exportParameters = {
  format: Type.Optional(oneOf(['csv', 'jsonl'], 'CSV, or one JSON object a line.')),
  columns: Type.Optional(
    Type.String({ maxLength: 1_000, description: 'Members to export, separated by commas.' }),
  ),
  excel: Type.Optional(
    Type.Boolean({ description: 'Puts a byte order mark in front, for spreadsheets.' }),
  ),
}

/** The answer of every export, for the document. */
export const exportResponse = {
  description: 'The file; `X-Row-Count` says how many rows it has.',
  content: {
    'text/csv': {
      schema: { type: 'string' },
      examples: { csv: { value: 'id,at,label\r\n1,2026-01-01T00:00:00.000Z,alice\r\n' } },
    },
    'application/x-ndjson': {
      schema: { type: 'string' },
      examples: { jsonl: { value: '{"id":1,"at":"2026-01-01T00:00:00.000Z"}\n' } },
    },
  },
}

export interface ExportRequest {
  readonly format?: string
  readonly columns?: string
  readonly excel?: boolean
}

export interface Export {
  readonly name: string
  /** Every column there is, and those exported unless told. */
  readonly columns: readonly string[]
  readonly defaultColumns: readonly string[]
  /** How many rows there are, said before the first of them. */
  readonly count: number
  readonly batches: AsyncIterable<readonly Record<string, unknown>[]>
}

/** The columns asked for. @throws {ApiError} `validation_failed` for one that does not exist. */
export function columnsFrom(
  { columns: text }: ExportRequest,
  { columns, defaultColumns }: Pick<Export, 'columns' | 'defaultColumns'>,
): readonly string[] {
  const input = text?.split(',').filter(Boolean) ?? []
  if (input.length === 0) return defaultColumns
  const unknown = input.filter((name) => !columns.includes(name))
  if (unknown.length > 0) {
    throw fieldErrors({ columns: [`No such column: ${unknown.join(', ')}.`] })
  }
  return input
}

/** Streams rows as a file, however many there are, and says their number first. */
export function sendExport(reply: FastifyReply, request: ExportRequest, rows: Export) {
  const lines = exportLines(request, rows)
  const isCsv = request.format !== 'jsonl'
  reply.serializer((payload: unknown) => payload as string)
  reply.headers({
    'content-type': isCsv ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    'content-disposition': `attachment; filename="${rows.name}.${isCsv ? 'csv' : 'jsonl'}"`,
    'x-row-count': String(rows.count),
  })
  return reply.send(Readable.from(lines, { objectMode: false }))
}

/** The text of the file, piece by piece. @throws {ApiError} `validation_failed` for an unknown column. */
export function exportLines(request: ExportRequest, rows: Export): AsyncIterable<string> {
  const columns = columnsFrom(request, rows)
  return request.format === 'jsonl'
    ? jsonLines(rows, columns)
    : csvLines(rows, columns, request.excel === true)
}

async function* csvLines(rows: Export, columns: readonly string[], hasMark: boolean) {
  yield (hasMark ? byteOrderMark : '') + csvLine(columns)
  for await (const batch of rows.batches) {
    yield batch.map((row) => csvLine(columns.map((name) => row[name]))).join('')
  }
}

async function* jsonLines(rows: Export, columns: readonly string[]) {
  for await (const batch of rows.batches) {
    yield batch
      .map(
        (row) =>
          `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]])))}\n`,
      )
      .join('')
  }
}
