import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFolder } from '../../support/latchkey.ts'
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts'

/** Lets a test set the clock of one process (Debian's package faketime); undefined where it is not installed. */
const faketime = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((file) => existsSync(file))

export const canSetClocks = faketime !== undefined

/** A server process whose clock can be set, and which is started again at another port when it was killed. */
export class NodeUnderFault {
  readonly #environment: Readonly<Record<string, string>>
  readonly #clockFile = join(createFolder(), 'clock')
  #process: ServerProcess | undefined
  #mayEnd = false
  /** Every end that no fault caused. */
  readonly crashes: string[] = []

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment
    this.setClock(0)
  }

  get origin(): string {
    return this.#process?.origin ?? ''
  }

  get process(): ServerProcess {
    if (!this.#process) throw new Error('the node was not started')
    return this.#process
  }

  async start(): Promise<void> {
    const started = await startServerProcess({ ...this.#environment, ...this.#clock() })
    this.#process = started
    this.#mayEnd = false
    started.child.once('exit', (code, signal) => {
      if (this.#mayEnd) return
      this.crashes.push(`exit ${code ?? signal}: ${started.lines.slice(-5).join('\n')}`)
    })
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    this.#mayEnd = true
    await this.#process?.stop(signal)
  }

  /** Its distance from the right time from now on, in seconds. */
  setClock(seconds: number): void {
    writeFileSync(this.#clockFile, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  }

  #clock(): Record<string, string> {
    if (!faketime) return {}
    return {
      LD_PRELOAD: faketime,
      FAKETIME_TIMESTAMP_FILE: this.#clockFile,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    }
  }
}
