import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/** What the thread is asked. */
export interface ScanQuestion {
  readonly id: number
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** What it says: the rows, or why there are none. */
export type ScanReply =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } }

const workerFile = new URL(`sqlite-scan-worker${extname(import.meta.url)}`, import.meta.url)

/** Reads an embedded database in a thread of its own, which begins with the first scan. */
export class SqliteScanThread {
  readonly #file: string
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown[]>>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(file: string) {
    this.#file = file
  }

  run(sql: string, parameters: readonly unknown[]): Promise<unknown[]> {
    this.#worker ??= this.#start()
    this.#lastId += 1
    const id = this.#lastId
    const waiting = Promise.withResolvers<unknown[]>()
    this.#waiting.set(id, waiting)
    // A process that has nothing else to do waits for the rows, and for nothing else of the thread.
    this.#worker.ref()
    this.#worker.postMessage({ id, sql, parameters } satisfies ScanQuestion)
    return waiting.promise
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(workerFile, { workerData: this.#file })
    worker.on('message', (reply: ScanReply) => this.#settle(reply))
    worker.on('error', (error) => this.#fail(worker, error))
    worker.on('exit', () => this.#fail(worker, new Error('The thread that reads has ended')))
    return worker
  }

  #settle(reply: ScanReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('rows' in reply) waiting?.resolve(reply.rows)
    else waiting?.reject(Object.assign(new Error(reply.error.message), { code: reply.error.code }))
    if (this.#waiting.size === 0) this.#worker?.unref()
  }

  /** The next scan begins a new thread. */
  #fail(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
