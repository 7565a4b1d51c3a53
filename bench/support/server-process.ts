import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { processorSecondsOf } from './processor-time.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))

export interface ServerProcess {
  readonly origin: string
  readonly pid: number
  /** Seconds of processor time that it and its workers have used so far (Linux). */
  cpuSeconds(): number
  stop(): Promise<void>
}

/** Latchkey as an operator runs it, on a free port, with its own data folder. */
export function startLatchkey(environment: Record<string, string> = {}): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  return start([join(project, 'bin/latchkey.js'), 'runserver'], {
    DATA_DIR: folder,
    LOGIN_MAX_FAILURES: '0',
    LOGIN_MAX_FAILURES_PER_ADDRESS: '0',
    REGISTRATIONS_PER_CLIENT: '0',
    ACCESS_TOKEN_LIFETIME: '86400',
    ...environment,
  }).finally(() => process.once('exit', () => rmSync(folder, { recursive: true, force: true })))
}

/** Runs a command to its end. */
export async function runLatchkey(
  parameters: string[],
  environment: Record<string, string>,
): Promise<void> {
  const program = join(project, 'bin/latchkey.js')
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`latchkey ${parameters.join(' ')} ended with ${code}`)
}

/** A program that prints `{"origin": …}` when it is ready. */
export function startBaseline(
  file: string,
  environment: Record<string, string> = {},
  folder = project,
): Promise<ServerProcess> {
  return start([resolve(project, 'bench/baselines', file)], environment, folder)
}

async function start(
  parameters: string[],
  environment: Record<string, string>,
  cwd?: string,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, parameters, {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_FORMAT: 'json',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = child.pid ?? 0
  return {
    origin: await readOrigin(child),
    pid,
    cpuSeconds: () => processorSecondsOf(pid),
    stop: () =>
      new Promise((ended) => {
        child.once('exit', () => ended())
        child.kill('SIGTERM')
      }),
  }
}

async function readOrigin(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output to read')
  return new Promise((found, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    const output = child.stdout as NodeJS.ReadableStream
    const lines = createInterface({ input: output }).on('line', (line) => {
      const { origin } = JSON.parse(line) as { origin?: string }
      if (!origin) return
      // The rest is thrown away unread: to parse it would take the processor from what is measured.
      lines.close()
      output.resume()
      found(origin)
    })
  })
}
