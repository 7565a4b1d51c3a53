/** A piece of a file that can be sent by itself. */
export interface Chunk {
  readonly content: string
  /** To be added to the numbers that the server counts within the piece. */
  readonly offset: number
  readonly rows: number
}

const maxRows = 200
const maxLength = 250_000

/** Cuts a file into pieces between its rows; CSV keeps its head line in each. */
export function splitFile(text: string): readonly Chunk[] {
  const lines = text.replace(/^\u{feff}/u, '').split(/\r?\n/)
  const isJson = text.trimStart().startsWith('{')
  if (isJson) return chunksOf(lines, '')

  const [head, ...records] = recordsOf(lines)
  return head === undefined ? [] : chunksOf(records, `${head}\n`)
}

/** Quotes within a cell are doubled: while their number is odd, the record goes on in the next line. */
function recordsOf(lines: readonly string[]): string[] {
  const records: string[] = []
  let open: string | undefined
  for (const line of lines) {
    const record: string = open === undefined ? line : `${open}\n${line}`
    const isOpen = (line.split('"').length % 2 === 0) !== (open !== undefined)
    open = isOpen ? record : undefined
    if (!isOpen && record.trim() !== '') records.push(record)
  }
  return open === undefined ? records : [...records, open]
}

function chunksOf(rows: readonly string[], head: string): Chunk[] {
  const chunks: Chunk[] = []
  let start = 0
  while (start < rows.length) {
    let end = start
    let length = 0
    while (end < rows.length && end - start < maxRows && length < maxLength) {
      length += rows[end]?.length ?? 0
      end += 1
    }
    const piece = rows.slice(start, end)
    const filled = piece.filter((row) => row.trim() !== '').length
    if (filled > 0) {
      chunks.push({ content: `${head}${piece.join('\n')}\n`, offset: start, rows: filled })
    }
    start = end
  }
  return chunks
}
