/** A record of a CSV file, or why it is none. */
export interface CsvRecord {
  readonly cells: readonly string[]
  readonly issue?: string
}

const maxRecordLength = 1_000_000

/** Reads CSV (RFC 4180) record by record; a quoted cell may hold delimiters, quotes and line breaks. */
export async function* readCsv(lines: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let delimiter: string | undefined
  let pieces: string[] = []
  let length = 0
  let isOpen = false
  for await (const line of lines) {
    pieces.push(line)
    length += line.length
    // Quotes inside of a cell are doubled, so that an odd number of them means: the record goes on.
    if ((line.split('"').length - 1) % 2 === 1) isOpen = !isOpen
    if (isOpen && length <= maxRecordLength) continue
    if (isOpen) break

    const record = pieces.join('\n')
    pieces = []
    length = 0
    if (record.trim() === '') continue
    delimiter ??= delimiterOf(record)
    yield { cells: cellsOf(record, delimiter) }
  }
  if (isOpen) yield { cells: [], issue: 'A quotation mark is never closed.' }
}

/** The one that stands most often in the head line: spreadsheets of many countries write semicolons. */
function delimiterOf(head: string): string {
  const counts = [',', ';', '\t'].map((each) => [each, head.split(each).length] as const)
  const [best] = counts.toSorted(([, one], [, other]) => other - one)
  return best?.[0] ?? ','
}

function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = []
  let start = 0
  while (start <= record.length) {
    const end = endOfCell(record, start, delimiter)
    cells.push(cellFrom(record.slice(start, end)))
    start = end + 1
  }
  return cells
}

function endOfCell(record: string, start: number, delimiter: string): number {
  let isQuoted = false
  for (let at = start; at < record.length; at += 1) {
    const character = record.charAt(at)
    if (character === '"') isQuoted = !isQuoted
    else if (character === delimiter && !isQuoted) return at
  }
  return record.length
}

function cellFrom(text: string): string {
  const [, quoted] = /^\s*"(.*)"\s*$/s.exec(text) ?? []
  const cell = quoted === undefined ? text : quoted.replaceAll('""', '"')
  // What exports put before a cell that a spreadsheet would take for a formula.
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
