import { fieldErrors } from '../../../errors.ts'
import { readCsv } from './read-csv.ts'

/** A row of a file, by the names the file has for its columns. */
export interface FileRow {
  /** The line of the file on which it begins, from 1. */
  readonly number: number
  readonly cells: Readonly<Record<string, unknown>>
  /** Whether all rows have the same columns, those of a head line. */
  readonly isOfTable?: true
  /** Why it cannot be read. */
  readonly issue?: string
}

export type FileKind = 'csv' | 'jsonl'

/** Whether a file with this first line is CSV or JSON lines. @throws {ApiError} `validation_failed` */
export function kindOf(firstLine: string): FileKind {
  // What decoding UTF-16 as UTF-8 leaves.
  if (firstLine.includes('\0')) {
    throw invalidContent('The file is not UTF-8 but probably UTF-16. Save it as UTF-8.')
  }
  const start = firstLine.trimStart().charAt(0)
  if (start === '[') throw invalidContent('Expected JSON Lines: one object per line, not an array.')
  return start === '{' ? 'jsonl' : 'csv'
}

/** The rows of a file, whatever its kind. @throws {ApiError} `validation_failed` when its head line is at issue. */
export function readRows(kind: FileKind, lines: AsyncIterable<string>): AsyncIterable<FileRow> {
  return kind === 'csv' ? csvRows(lines) : jsonRows(lines)
}

async function* csvRows(lines: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let heads: readonly string[] | undefined
  for await (const { cells, line, issue } of readCsv(lines)) {
    if (heads) yield csvRow(line, heads, { cells, issue })
    else if (issue) throw invalidContent(issue)
    else heads = headsFrom(cells)
  }
}

interface Cells {
  readonly cells: readonly string[]
  readonly issue: string | undefined
}

function csvRow(number: number, heads: readonly string[], { cells, issue }: Cells): FileRow {
  const named = Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']))
  const row = { number, cells: named, isOfTable: true } as const
  const excess = cells.length - heads.length
  if (excess > 0) return { ...row, issue: `There are ${excess} more cells than columns.` }
  return { ...row, ...issueFrom(issue, cells) }
}

function headsFrom(cells: readonly string[]): string[] {
  const heads = cells.map((cell) => cell.trim())
  const duplicate = heads.find((head, index) => heads.indexOf(head) !== index)
  if (duplicate !== undefined) throw invalidContent(`Two columns are named “${duplicate}”.`)
  return heads
}

async function* jsonRows(lines: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const cells = parseObject(line)
    yield cells
      ? { number, cells, ...issueFrom(undefined, [line]) }
      : { number, cells: { line }, issue: 'This is not a JSON object.' }
  }
}

/** What was no UTF-8 has been replaced on the way here, and would make another name or address. */
function issueFrom(issue: string | undefined, texts: readonly string[]): { issue?: string } {
  if (issue !== undefined) return { issue }
  return texts.some((text) => text.includes('\u{fffd}')) ? { issue: 'This is not UTF-8.' } : {}
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

export function invalidContent(issue: string) {
  return fieldErrors({ content: [issue] })
}
