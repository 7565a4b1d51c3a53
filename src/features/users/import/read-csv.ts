import { Readable } from 'node:stream'
import { type Info, parse } from 'csv-parse'

/** A record of a CSV file, or why it is none. */
export interface CsvRecord {
  readonly cells: readonly string[]
  /** The line of the file on which it begins, from 1. */
  readonly line: number
  readonly issue?: string
}

const maxRecordLength = 1_000_000

/**
 * Reads CSV (RFC 4180) record by record; a quoted cell may hold delimiters, quotes and line breaks. The delimiter is that
 * of the head line, or what `sep=` before it says, as spreadsheets write it.
 */
export async function* readCsv(lines: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const { delimiter, linesBefore, text } = await beginOf(lines)
  const issues: CsvRecord[] = []
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: maxRecordLength,
    // So that what was read before it is not lost with the stream.
    skip_records_with_error: true,
    on_skip: (error) =>
      void issues.push({
        cells: [],
        line: linesBefore + Number(error?.['lines'] ?? 0),
        issue: unclosed,
      }),
  })
  Readable.from(text)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser)
  for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
    const breaks = record.join('').split('\n').length - 1
    yield { cells: record.map(withoutGuard), line: linesBefore + info.lines - breaks }
  }
  yield* issues
}

const unclosed = 'A quotation mark is never closed.'

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: Info
}

interface Beginning {
  readonly delimiter: string
  /** Lines that the parser does not see. */
  readonly linesBefore: number
  readonly text: AsyncGenerator<string>
}

/** Finds the delimiter in the first line that is not blank. */
async function beginOf(lines: AsyncIterable<string>): Promise<Beginning> {
  const rest = lines[Symbol.asyncIterator]()
  const seen: string[] = []
  let head = ''
  while (head.trim() === '') {
    const { done, value } = await rest.next()
    if (done) break
    head = value
    seen.push(value)
  }
  const [, said] = /^sep=(.)$/i.exec(head.trim()) ?? []
  const before = said ? seen.splice(0) : []
  async function* text() {
    for (const line of seen) yield `${line}\n`
    for (;;) {
      const { done, value } = await rest.next()
      if (done) return
      yield `${value}\n`
    }
  }
  return { delimiter: said ?? delimiterOf(head), linesBefore: before.length, text: text() }
}

/** The one that occurs most often in the head line: spreadsheets of many countries write semicolons. */
function delimiterOf(head: string): string {
  const counts = [',', ';', '\t'].map((each) => [each, head.split(each).length] as const)
  const [best] = counts.toSorted(([, one], [, other]) => other - one)
  return best?.[0] ?? ','
}

/** Takes away what an export puts before a cell that a spreadsheet would take for a formula (src/text/csv.ts). */
function withoutGuard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
