import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { ExportRequest } from '../text/export-rows.ts'
import { oneOf, Type } from './schema.ts'

/** The parameters of every export, besides the filters of its list. */
export const exportParameters = {
  format: Type.Optional(oneOf(['csv', 'jsonl'], 'CSV, or JSON Lines: one object per line.')),
  columns: Type.Optional(
    Type.String({ maxLength: 1_000, description: 'Columns to export, separated by commas.' }),
  ),
  excel: Type.Optional(
    Type.Boolean({ description: 'Starts the file with a byte order mark, for spreadsheets.' }),
  ),
}

/** The response of every export, for the OpenAPI document. */
export const exportResponse = {
  description: 'The file. `X-Row-Count` is its number of rows.',
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

export interface ExportFile {
  /** Without extension. */
  readonly name: string
  readonly rowCount: number
  readonly text: AsyncIterable<string>
}

/** Streams an export of any size as a file to download. */
export function sendExport(
  reply: FastifyReply,
  { format }: ExportRequest,
  { name, rowCount, text }: ExportFile,
): FastifyReply {
  const isCsv = format !== 'jsonl'
  reply.serializer((payload: unknown) => payload as string)
  reply.headers({
    'content-type': isCsv ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.${isCsv ? 'csv' : 'jsonl'}"`,
    'x-row-count': String(rowCount),
  })
  return reply.send(Readable.from(text, { objectMode: false }))
}
