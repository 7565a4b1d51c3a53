import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../../src/cli/run-program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import type { TestDatabase } from './test-database.ts'
import { testSecret } from './test-server.ts'

const program = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))
const timeLimitMilliseconds = 60_000

export interface Outcome {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: documents are whatever the program says; tests look into them.
  readonly json: any
}

export interface RunOptions {
  readonly env?: Record<string, string>
  /** For standard input, which is closed otherwise. */
  readonly input?: string
}

/** A folder of its own, without an `.env`, where processes of a test run. */
export function createFolder(): string {
  return mkdtempSync(join(process.env['LATCHKEY_TEST_FOLDER'] ?? '', 'cli-'))
}

/** Runs the real program in the way of a script: nobody to ask, and not for long. */
export function runnerOn(env: Record<string, string>, folder = createFolder()) {
  return async (command: string, options: RunOptions = {}): Promise<Outcome> => {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, [program, ...command.split(' ')], {
      cwd: folder,
      env: { PATH, HOME, ...env, ...options.env },
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimitMilliseconds)
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input)
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
    const [exit] = await once(child, 'close')
    clearTimeout(timer)
    return { exit, stdout: stdout(), stderr: stderr(), json: parse(stdout()) }
  }
}

/**
 * Runs commands in this process, for tests of what commands do: starting a process costs ten times as much. What only a
 * process has, such as its folder, signals, a terminal and its end, is tested with `runnerOn`.
 */
export function commandsOn(env: Record<string, string>) {
  return async (command: string, { env: more, input = '' }: RunOptions = {}): Promise<Outcome> => {
    const [out, err]: [string[], string[]] = [[], []]
    const terminal = {
      environment: { ...env, ...more },
      stdin: Readable.from([input]),
      stdout: writableTo(out),
      stderr: writableTo(err),
    }
    const exit = await runProgram(command.split(' '), terminal as unknown as Terminal)
    return { exit, stdout: out.join(''), stderr: err.join(''), json: parse(out.join('')) }
  }
}

/** Runs commands on the database of a suite, in this process. */
export function latchkeyOn(database: TestDatabase) {
  return (command: string, options?: RunOptions): Promise<Outcome> =>
    commandsOn(environmentOn(database.url))(command, options)
}

/** What the program needs besides a database. */
export function environmentOn(databaseUrl: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl, SECRET_KEY: testSecret }
}

function writableTo(texts: string[]): Writable {
  return new Writable({
    write(chunk, _, done) {
      texts.push(String(chunk))
      done()
    },
  })
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (chunk) => {
    text += chunk
  })
  return () => text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
