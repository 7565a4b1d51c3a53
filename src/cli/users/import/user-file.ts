import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { CommandError } from '../../exit-codes.ts'
import type { Terminal } from '../../terminal.ts'
import { readCsv } from './read-csv.ts'

/** A row of the file, by the names the file has for its columns. */
export interface FileRow {
  /** As a spreadsheet counts, or a line of JSON. */
  readonly number: number
  readonly cells: Readonly<Record<string, unknown>>
  /** Why it cannot be read. */
  readonly fault?: string
}

/** A file of users that can be read more than once. */
export interface UserFile {
  readonly isCsv: boolean
  readonly rows: () => AsyncIterable<FileRow>
}

/** Finds out which form the file has. Standard input, `-`, is read whole. */
export async function openUserFile(terminal: Terminal, path: string): Promise<UserFile> {
  const content = path === '-' ? await buffer(terminal.stdin) : undefined
  const lines = () =>
    linesOf(content ? Readable.from([content]) : createReadStream(path)) as AsyncIterable<string>
  const first = await firstLine(lines()).catch(() => {
    throw new CommandError('usage', `${path} cannot be read.`)
  })
  if (first === undefined) throw new CommandError('usage', 'The file is empty.')
  if (first.startsWith('[')) {
    throw new CommandError('usage', 'Expected JSON lines, one object in each: jq -c .[]')
  }
  const isCsv = !first.startsWith('{')
  return { isCsv, rows: () => (isCsv ? csvRows(lines()) : jsonRows(lines())) }
}

const byteOrderMark = '\u{feff}'

async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  let isFirst = true
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield isFirst && line.startsWith(byteOrderMark) ? line.slice(1) : line
    isFirst = false
  }
}

async function firstLine(lines: AsyncIterable<string>): Promise<string | undefined> {
  for await (const line of lines) {
    if (line.trim() !== '') return line.trimStart()
  }
  return undefined
}

async function* csvRows(lines: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let heads: readonly string[] | undefined
  let number = 0
  for await (const { cells, fault } of readCsv(lines)) {
    number += 1
    if (!heads) {
      heads = cells.map((cell) => cell.trim())
      refuseTwins(heads)
      continue
    }
    const surplus = cells.length - heads.length
    const fault2 = surplus > 0 ? `There are ${surplus} cells more than columns.` : fault
    const named = heads.map((head, index) => [head, cells[index] ?? ''] as const)
    yield { number, cells: Object.fromEntries(named), ...faultFrom(fault2, cells) }
  }
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

function refuseTwins(heads: readonly string[]): void {
  const twin = heads.find((head, index) => heads.indexOf(head) !== index)
  if (twin !== undefined) throw new CommandError('usage', `Two columns are named “${twin}”.`)
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
