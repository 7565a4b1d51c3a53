import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createFolder } from './latchkey.ts'
import type { Answer } from './test-server.ts'

/** A server as operators run it: a process of its own. */
export interface ServerProcess {
  readonly origin: string
  readonly child: ChildProcess
  readonly lines: readonly string[]
  post(path: string, body: unknown): Promise<Pick<Answer, 'status' | 'body'>>
  /** Sends the signal and gives the exit code, null when the signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `latchkey runserver`, of this checkout or another, and waits until it is ready. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
  { folder = process.cwd() } = {},
): Promise<ServerProcess> {
  const executable = join(folder, 'bin/latchkey.js')
  const child = spawn(process.execPath, [executable, 'runserver'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_FORMAT: 'json',
      SECRET_KEY: 'process-Secret-0123456789-abcdefghijklmnop',
      LOGIN_MAX_FAILURES_PER_ADDRESS: '0',
      REGISTRATIONS_PER_CLIENT: '0',
      ...environment,
    },
    cwd: createFolder(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const lines: string[] = []
  child.stderr.on('data', (chunk) => lines.push(String(chunk)))
  const origin = await new Promise<string>((ready, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      if (line.includes('"server.ready"')) ready(JSON.parse(line).origin)
    })
    exited.then(() => fail(new Error(`the server did not start: ${lines.join('\n')}`)))
  })

  return {
    origin,
    child,
    lines,
    async post(path, body) {
      const response = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: response.status, body: await response.json() }
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}
