import type { ReadStream, WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import type { Environment } from '../config/read-variables.ts'

/** What a command may touch of the process that runs it. */
export interface Terminal {
  readonly environment: Environment
  readonly stdin: NodeJS.ReadStream | ReadStream
  /** The answer, and nothing else. */
  readonly stdout: NodeJS.WriteStream | WriteStream
  /** Progress, prompts, warnings, errors. */
  readonly stderr: NodeJS.WriteStream | WriteStream
  /** Hears that the process was interrupted (`^C`), once. */
  readonly onInterrupt?: (listener: () => void) => void
  /** With `--quiet` a command says nothing but what was asked for and what went wrong. */
  readonly isQuiet?: boolean
  /** With `--no-input` nobody is asked anything. */
  readonly mayAsk?: boolean
}

/** Prints a line of the answer. */
export function print(terminal: Terminal, line: string): void {
  terminal.stdout.write(`${line}\n`)
}

/** Prints a document for programs: one, with stable keys. */
export function printJson(terminal: Terminal, document: unknown): void {
  print(terminal, JSON.stringify(document, null, 2))
}

/** Says that something was done, to whoever wants to know. */
export function report(terminal: Terminal, line: string): void {
  if (!terminal.isQuiet) print(terminal, line)
}

/** Says something besides the answer. */
export function remark(terminal: Terminal, line: string): void {
  if (!terminal.isQuiet) complain(terminal, line)
}

/** Says what went wrong. */
export function complain(terminal: Terminal, line: string): void {
  terminal.stderr.write(`${line}\n`)
}

/** Whether someone is there to answer a question. */
export function isInteractive({ stdin, stdout, environment, mayAsk = true }: Terminal): boolean {
  return Boolean(mayAsk && stdin.isTTY && stdout.isTTY && !environment['CI'])
}

/** Colours a piece of the answer where that can be seen and is input (NO_COLOR, FORCE_COLOR). */
export function paint(
  { stdout, environment }: Terminal,
  color: 'red' | 'yellow' | 'green' | 'dim',
  text: string,
): string {
  const isForced = Boolean(environment['FORCE_COLOR']) && environment['FORCE_COLOR'] !== '0'
  const isRequested = isForced || (stdout.isTTY && environment['TERM'] !== 'dumb')
  return isRequested && !environment['NO_COLOR']
    ? styleText(color, text, { validateStream: false })
    : text
}
