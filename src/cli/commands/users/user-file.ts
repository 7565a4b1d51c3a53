import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ApiError, fieldErrors } from '../../../errors.ts'
import {
  type FileKind,
  type FileRow,
  kindOf,
  readRows,
} from '../../../features/users/import/read-rows.ts'
import { CommandError } from '../../exit-codes.ts'
import type { Terminal } from '../../terminal.ts'

/** A file of users that can be read more than once. */
export interface UserFile {
  readonly kind: FileKind
  readonly rows: () => AsyncIterable<FileRow>
}

/** Finds out which form the file has. Standard input, `-`, is read whole. */
export async function openUserFile(terminal: Terminal, path: string): Promise<UserFile> {
  const content = path === '-' ? await buffer(terminal.stdin) : undefined
  const lines = () => linesOf(content ? Readable.from([content]) : createReadStream(path))
  const first = await firstLine(lines()).catch(() => {
    throw new CommandError('usage', `Cannot read ${path}.`)
  })
  if (first === undefined) throw new CommandError('usage', 'The file is empty.')
  const kind = kindOf(first)
  return { kind, rows: () => readRows(kind, lines()) }
}

/** What is wrong with the content is wrong with this file. */
export function namingFile(path: string, error: unknown): unknown {
  const messages = error instanceof ApiError ? error.fields?.['content'] : undefined
  return messages ? fieldErrors({ [path]: messages }) : error
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
    if (line.trim() !== '') return line
  }
  return undefined
}
