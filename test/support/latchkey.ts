import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

/** Runs the program on the database of a suite. */
export function latchkeyOn(database: TestDatabase, folder = createFolder()) {
  return (command: string, options?: RunOptions): Promise<Outcome> =>
    runnerOn(environmentOn(database.url), folder)(command, options)
}

/** What the program needs besides a database. */
export function environmentOn(databaseUrl: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl, SECRET_KEY: testSecret }
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
