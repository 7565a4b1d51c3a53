import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { testSecret } from './test-server.ts'

const program = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))
const timeLimitMilliseconds = 10_000

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
    const child = start(command.split(' '), { ...env, ...options.env }, folder)
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

export interface RunningServer {
  readonly origin: string
  stop(): Promise<number | null>
}

/** Starts `latchkey runserver` as a process of its own and waits until it says that it is ready. */
export async function startProcess(env: Record<string, string>): Promise<RunningServer> {
  const folder = createFolder()
  const child = start(['runserver'], { PORT: '0', LOG_FORMAT: 'json', ...env }, folder)
  const stderr = collect(child.stderr)
  for await (const line of createInterface(child.stdout)) {
    const { event, origin } = JSON.parse(line)
    if (event !== 'server.ready') continue
    child.stdout.resume()
    return { origin, stop: () => stop(child) }
  }
  throw new Error(`the server did not start: ${stderr()}`)
}

/** What the program needs besides a database. */
export function environmentOn(databaseUrl: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl, SECRET_KEY: testSecret }
}

function start(
  parameters: readonly string[],
  env: Record<string, string>,
  cwd: string,
): ChildProcessWithoutNullStreams {
  const { PATH = '', HOME = '' } = process.env
  return spawn(process.execPath, [program, ...parameters], { cwd, env: { PATH, HOME, ...env } })
}

async function stop(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  const [exit] = await closed
  return exit
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
