import type { ReadStream, WriteStream } from 'node:tty'
import type { Environment } from '../config/read-variables.ts'

/** What a command may touch of the process that runs it. */
export interface Terminal {
  readonly environment: Environment
  readonly stdin: NodeJS.ReadStream | ReadStream
  /** The answer, and nothing else. */
  readonly stdout: NodeJS.WriteStream | WriteStream
  /** Progress, prompts, warnings, errors. */
  readonly stderr: NodeJS.WriteStream | WriteStream
}

export function print(terminal: Terminal, line: string): void {
  terminal.stdout.write(`${line}\n`)
}

export function remark(terminal: Terminal, line: string): void {
  terminal.stderr.write(`${line}\n`)
}

/** Prints a document for programs: one, with stable keys. */
export function printJson(terminal: Terminal, document: unknown): void {
  print(terminal, JSON.stringify(document, null, 2))
}

/** Whether somebody is there to answer a question. */
export function isInteractive({ stdin, stdout, environment }: Terminal): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY && !environment['CI'])
}
