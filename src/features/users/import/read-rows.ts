import { refuseFields } from '../../../errors.ts'
import { readCsv } from './read-csv.ts'

/** A row of a file, by the names the file has for its columns. */
export interface FileRow {
  /** As a spreadsheet counts, or a line of JSON. */
  readonly number: number
  readonly cells: Readonly<Record<string, unknown>>
  /** Why it cannot be read. */
  readonly fault?: string
}

export type FileKind = 'csv' | 'jsonl'

/** Whether a file with this first line is CSV or JSON lines. @throws {AuthError} `validation_failed` */
export function kindOf(firstLine: string): FileKind {
  const start = firstLine.trimStart().charAt(0)
  if (start === '[') throw refuseContent('Expected JSON lines: one object in each, and no list.')
  return start === '{' ? 'jsonl' : 'csv'
}

/** The rows of a file, whatever its kind. @throws {AuthError} `validation_failed` when its head line is at fault. */
export function readRows(kind: FileKind, lines: AsyncIterable<string>): AsyncIterable<FileRow> {
  return kind === 'csv' ? csvRows(lines) : jsonRows(lines)
}

async function* csvRows(lines: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let heads: readonly string[] | undefined
  let number = 0
  for await (const { cells, fault } of readCsv(lines)) {
    number += 1
    if (heads) yield csvRow(number, heads, { cells, fault })
    else heads = headsFrom(cells)
  }
}

interface Cells {
  readonly cells: readonly string[]
  readonly fault: string | undefined
}

function csvRow(number: number, heads: readonly string[], { cells, fault }: Cells): FileRow {
  const named = Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']))
  const surplus = cells.length - heads.length
  if (surplus > 0) {
    return { number, cells: named, fault: `There are ${surplus} cells more than columns.` }
  }
  return { number, cells: named, ...faultFrom(fault, cells) }
}

function headsFrom(cells: readonly string[]): string[] {
  const heads = cells.map((cell) => cell.trim())
  const twin = heads.find((head, index) => heads.indexOf(head) !== index)
  if (twin !== undefined) throw refuseContent(`Two columns are named “${twin}”.`)
  return heads
}

async function* jsonRows(lines: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const cells = parseObject(line)
    yield cells
      ? { number, cells, ...faultFrom(undefined, [line]) }
      : { number, cells: { line }, fault: 'This is not a JSON object.' }
  }
}

/** What was no UTF-8 has been replaced on the way here, and would make another name or address. */
function faultFrom(fault: string | undefined, texts: readonly string[]): { fault?: string } {
  if (fault !== undefined) return { fault }
  return texts.some((text) => text.includes('\u{fffd}')) ? { fault: 'This is not UTF-8.' } : {}
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

export function refuseContent(fault: string) {
  return refuseFields({ content: [fault] })
}
