import { type ChildProcess, spawn } from 'node:child_process'

/** A shell that stays open, so that variables of one block are there in the next. */
export interface Shell {
  /** Runs a block to its end and answers what it wrote to standard output. The first failure rejects. */
  run(script: string): Promise<string>
  close(): void
}

export interface ShellOptions {
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
}

const endMark = '@@@ end of block'

export function openShell({ folder, environment }: ShellOptions): Shell {
  const shell = spawn('bash', ['-eu', '-o', 'pipefail'], { cwd: folder, env: environment })
  let output = ''
  let errors = ''
  let look = () => {}
  shell.stdout.on('data', (chunk) => {
    output += chunk
    look()
  })
  shell.stderr.on('data', (chunk) => {
    errors += chunk
  })

  return {
    run(script) {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      output = ''
      look = () => {
        const end = output.indexOf(endMark)
        if (end >= 0) resolve(output.slice(0, end))
      }
      shell.once('close', () => reject(new Error(`${script}\nfailed:\n${output}\n${errors}`)))
      shell.stdin.write(`${script}\necho '${endMark}'\n`)
      return promise
    },
    close: () => shell.stdin.end(),
  }
}

/** Starts a server by its command line and waits until it says that it is ready. */
export function startInBackground(script: string, options: ShellOptions): Promise<ChildProcess> {
  // A group of its own: the server is a child of the shell and ends with it.
  const server = spawn('bash', ['-ec', script], {
    cwd: options.folder,
    env: options.environment,
    detached: true,
  })
  const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>()
  let said = ''
  const listen = (chunk: Buffer) => {
    said += chunk
    if (said.includes('server.ready')) resolve(server)
  }
  server.stdout.on('data', listen)
  server.stderr.on('data', listen)
  server.once('close', () => reject(new Error(`${script}\ndid not become ready:\n${said}`)))
  return promise
}

/** Ends a server that `startInBackground` started, and waits until it is gone. */
export async function stopInBackground(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return
  const closed = new Promise((resolve) => server.once('close', resolve))
  process.kill(-server.pid, 'SIGTERM')
  await closed
}
