import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { CommandError } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** The text of a file, or of standard input where that is `-`. @throws {CommandError} when it cannot be read. */
export async function readContent(terminal: Terminal, file: string): Promise<string> {
  if (file === '-') return text(terminal.stdin)
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new CommandError('usage', `Cannot read ${file}.`)
  }
}
